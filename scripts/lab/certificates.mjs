// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cloudNames } from './addresses.mjs';
import { run } from './run.mjs';

/** Named as Azure's are, so that an issuer can be told from a stranger's; the keys are made anew for each lab. */
const authorities = {
  root: '/C=US/O=DigiCert Inc/OU=www.digicert.com/CN=DigiCert Global Root G2',
  // An inspecting proxy: a chain of its own, which no guest trusts.
  inspection: '/C=US/O=Contoso Ltd/CN=Contoso TLS Inspection CA',
};

const issuingSubject = '/C=US/O=Microsoft Corporation/CN=Microsoft Azure RSA TLS Issuing CA 04';

/** @param {string} folder @param {string} name @param {string} subject */
async function selfSigned(folder, name, subject) {
  await run([
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '30',
    '-subj',
    subject,
    '-addext',
    'basicConstraints=critical,CA:true',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
    '-keyout',
    path.join(folder, `${name}.key`),
    '-out',
    path.join(folder, `${name}.crt`),
  ]);
}

/** @param {string} folder @param {string} name @param {string} subject @param {string} issuer @param {string} extensions */
async function signed(folder, name, subject, issuer, extensions) {
  const file = (/** @type {string} */ end) => path.join(folder, `${name}.${end}`);
  await run([
    'openssl',
    'req',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    subject,
    '-keyout',
    file('key'),
    '-out',
    file('csr'),
  ]);
  writeFileSync(file('ext'), extensions);
  await run([
    'openssl',
    'x509',
    '-req',
    '-in',
    file('csr'),
    '-CA',
    path.join(folder, `${issuer}.crt`),
    '-CAkey',
    path.join(folder, `${issuer}.key`),
    '-set_serial',
    '1',
    '-days',
    '30',
    '-extfile',
    file('ext'),
    '-out',
    file('crt'),
  ]);
}

/**
 * Makes root.crt (to be trusted), cloud.{key,chain} (Azure's way) and inspected.{key,chain} (a stranger's).
 * @param {string} folder
 */
export async function makeCertificates(folder) {
  mkdirSync(folder, { recursive: true });
  const names = Object.keys(cloudNames)
    .map((name) => `DNS:${name}`)
    .join(',');
  const leaf = `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`;
  await Promise.all(Object.entries(authorities).map(([name, subject]) => selfSigned(folder, name, subject)));
  await Promise.all([
    signed(
      folder,
      'issuing',
      issuingSubject,
      'root',
      'basicConstraints=critical,CA:true,pathlen:0\nkeyUsage=critical,keyCertSign\n',
    ),
    signed(folder, 'inspected', '/CN=*.azure-devices.net', 'inspection', leaf),
  ]);
  await signed(folder, 'cloud', '/CN=*.azure-devices.net', 'issuing', leaf);
  const read = (/** @type {string} */ name) => readFileSync(path.join(folder, `${name}.crt`), 'utf8');
  writeFileSync(path.join(folder, 'cloud.chain'), read('cloud') + read('issuing'));
  writeFileSync(path.join(folder, 'inspected.chain'), read('inspected') + read('inspection'));
}
