// @ts-check
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { connect, createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { createServer } from 'node:tls';
import { cloudNames, proxyPort, tlsPorts } from './addresses.mjs';

/**
 * What answers in the cloud: TLS on the hub's ports, time, plain text on 80, a proxy for TLS. Run in the cloud's namespace with the lab's
 * certificate folder and the name of the chain to show.
 */
const [folder, chain] = process.argv.slice(2);
if (folder === undefined || chain === undefined) throw new Error('usage: cloud-services.mjs CERTIFICATE-FOLDER CHAIN');

const certificate = {
  cert: readFileSync(path.join(folder, `${chain}.chain`)),
  key: readFileSync(path.join(folder, `${chain}.key`)),
};

for (const port of tlsPorts) {
  const server = createServer(certificate, (socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () =>
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    );
  });
  server.on('tlsClientError', () => undefined);
  server.listen(port, '0.0.0.0');
}

createTcpServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', () =>
    socket.end(`HTTP/1.1 204 No Content\r\nDate: ${new Date().toUTCString()}\r\nConnection: close\r\n\r\n`),
  );
}).listen(80, '0.0.0.0');

/** The address of what an HTTP CONNECT asks for; null for what the cloud does not play. @param {Buffer} head */
function asked(head) {
  const [, host = '', port = ''] = /^CONNECT ([a-z0-9.-]+):(\d+) /i.exec(head.toString('latin1')) ?? [];
  const address = Object.entries(cloudNames).find(([name]) => name === host.toLowerCase())?.[1];
  return address === undefined ? null : { host: address, port: Number(port) };
}

createTcpServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', (head) => {
    const target = asked(head);
    if (target === null) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const through = connect(target, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(through).pipe(socket);
    });
    through.on('error', () => socket.destroy());
  });
}).listen(proxyPort, cloudNames['proxy.contoso.com']);

/** Seconds between 1900, where NTP begins, and 1970. */
const ntpEpoch = 2208988800;

/** @param {Buffer} packet @param {number} at */
function writeNow(packet, at) {
  const now = Date.now() / 1000 + ntpEpoch;
  packet.writeUInt32BE(Math.floor(now), at);
  packet.writeUInt32BE(Math.floor((now % 1) * 2 ** 32), at + 4);
}

const time = createSocket('udp4');
time.on('message', (question, from) => {
  if (question.length < 48) return;
  const answer = Buffer.alloc(48);
  answer[0] = 0x24; // no warning, version 4, mode server (RFC 5905)
  answer[1] = 2;
  question.copy(answer, 24, 40, 48); // the origin is the client's transmit time
  for (const at of [16, 32, 40]) writeNow(answer, at);
  time.send(answer, from.port, from.address);
});
// Bound to its own address: an answer from a wildcard socket leaves with the machine's first address instead.
time.bind(123, cloudNames['time.windows.com']);
