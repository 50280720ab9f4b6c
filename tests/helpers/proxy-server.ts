import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';

/** A proxy on loopback that leads every request to the same place, whatever host it is for, and remembers what it was asked. */
export interface ProxyServer {
  readonly port: number;
  /** What passed, oldest first: “GET http://…”, “CONNECT host:port”, “SOCKS host:port”. Those it refused are not among them. */
  readonly passed: readonly string[];
  /** Every `Proxy-Authorization` it was sent. */
  readonly logins: readonly string[];
  close(): Promise<void>;
}

interface ProxyOptions {
  /** The port on loopback that plays every web server. */
  readonly plain: number;
  /** The same for tunnels. */
  readonly secure?: number;
  /** The `Proxy-Authorization` it asks for. */
  readonly login?: string;
}

/** An HTTP proxy (RFC 9112, section 3.2.2; RFC 9110, section 9.3.6). */
export async function startProxy({ plain, secure = plain, login }: ProxyOptions): Promise<ProxyServer> {
  const passed: string[] = [];
  const logins: string[] = [];
  const challenge = { 'proxy-authenticate': 'Basic realm="Way out"' };
  const mayPass = (given: string | undefined) => {
    if (given !== undefined) logins.push(given);
    return login === undefined || given === login;
  };
  const sockets = new Set<Socket>();

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://no-proxy-request.example');
    if (!mayPass(request.headers['proxy-authorization'])) {
      response.writeHead(407, challenge).end();
      return;
    }
    passed.push(`GET ${url.href}`);
    const answer = await fetch(`http://127.0.0.1:${plain}${url.pathname}${url.search}`, {
      redirect: 'manual',
    });
    const location = answer.headers.get('location');
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type, ...(location && { location }) });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  server.on('connect', (request, socket: Socket, rest) => {
    if (!mayPass(request.headers['proxy-authorization'])) {
      socket.end(
        'HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm="Way out"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    passed.push(`CONNECT ${request.url}`);
    socket.write('HTTP/1.1 200 Go on\r\n\r\n');
    join(socket, secure, rest);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    passed,
    logins,
    close: () => closeAll(server, sockets),
  };
}

/** A SOCKS proxy without logins (RFC 1928). */
export async function startSocksProxy({ plain }: ProxyOptions): Promise<ProxyServer> {
  const passed: string[] = [];
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', (asked) => {
        // Version, command, reserved, and a name with its length: Chromium leaves names to the proxy.
        const length = asked[4] ?? 0;
        const name = asked.subarray(5, 5 + length).toString('latin1');
        passed.push(`SOCKS ${name}:${asked.readUInt16BE(5 + length)}`);
        socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
        join(socket, plain, Buffer.alloc(0));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    passed,
    logins: [],
    close: () => closeAll(server, sockets),
  };
}

function join(socket: Socket, port: number, rest: Buffer): void {
  const onward = connect(port, '127.0.0.1');
  onward.write(rest);
  for (const [one, other] of [
    [socket, onward],
    [onward, socket],
  ] as const) {
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

function closeAll(server: { close(done: () => void): unknown }, sockets: Iterable<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}
