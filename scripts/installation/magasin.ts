import { createServer, request } from 'node:http';
import { ouvrirMagasin } from '../../sync-server/store/ouvrir';

// Debian has no CouchDB: the embedded store, which speaks its protocol, answers at the addresses of three nodes, by the account of the
// deployment. `magasin.ts <folder> <password> <address>…`

const [dossier = '', motDePasse = '', ...adresses] = process.argv.slice(2);
const { url } = await ouvrirMagasin({ dataDir: dossier });
const cible = new URL(url);
const sien = `Basic ${Buffer.from(`telegestion:${motDePasse}`).toString('base64')}`;
const vrai = `Basic ${Buffer.from(`${cible.username}:${cible.password}`).toString('base64')}`;

for (const adresse of adresses)
  createServer((req, rep) => {
    if (req.url === '/_up') return rep.setHeader('content-type', 'application/json').end('{"status":"ok"}');
    if (req.headers.authorization !== sien) return rep.writeHead(401).end('{"error":"unauthorized"}');
    const suite = request(
      {
        host: cible.hostname,
        port: cible.port,
        path: req.url,
        method: req.method,
        headers: { ...req.headers, host: cible.host, authorization: vrai },
      },
      (r) => {
        rep.writeHead(r.statusCode ?? 502, r.headers);
        r.pipe(rep);
      },
    );
    suite.on('error', () => rep.destroy());
    rep.on('close', () => suite.destroy());
    return req.pipe(suite);
  }).listen(5984, adresse);
console.log('prêt');
