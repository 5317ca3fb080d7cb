import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assurerPaquet } from '../../../../../scripts/outils/paquets';

// A time-stamping authority of our own, by OpenSSL: a root, an authority that it certified, served over HTTP.

const CONFIGURATION = `
[req]
distinguished_name = dn
[dn]
[racine]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
[horodatage]
basicConstraints = CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = tsa1
[tsa1]
serial = ./serie
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
`;

type Panne = 'aucune' | 'muette' | 'erreur' | 'refus' | 'autreEmpreinte' | 'autreNonce' | 'bruit';

export type AutoriteLocale = {
  url: string;
  /** PEM file of its root. */
  ca: string;
  /** What it does wrong from now on. */
  panne: (p: Panne) => void;
  /** From now on it signs with a certificate of another root. */
  changerDeRacine: () => void;
  demandes: () => number;
  fermer: () => Promise<void>;
};

const lireCorps = async (req: IncomingMessage): Promise<Buffer> => {
  const morceaux: Buffer[] = [];
  for await (const m of req) morceaux.push(m as Buffer);
  return Buffer.concat(morceaux);
};

export const ouvrirAutoriteLocale = async (): Promise<AutoriteLocale> => {
  const programme = assurerPaquet('openssl');
  const dossier = mkdtempSync(join(tmpdir(), 'tg-autorite-'));
  const openssl = (...args: string[]): void => {
    execFileSync(programme, args, { cwd: dossier, stdio: 'pipe' });
  };
  writeFileSync(join(dossier, 'openssl.cnf'), CONFIGURATION);
  writeFileSync(join(dossier, 'serie'), '01\n');
  const certifier = (nom: string): void => {
    const cle = ['-newkey', 'rsa:2048', '-nodes', '-config', 'openssl.cnf'];
    openssl(
      'req',
      '-x509',
      '-days',
      '3650',
      '-subj',
      `/CN=Racine ${nom}`,
      '-extensions',
      'racine',
      ...cle,
      '-keyout',
      `${nom}.key`,
      '-out',
      `${nom}.pem`,
    );
    openssl('req', '-subj', `/CN=Horodatage ${nom}`, ...cle, '-keyout', `tsa-${nom}.key`, '-out', `tsa-${nom}.csr`);
    openssl(
      'x509',
      '-req',
      '-days',
      '3650',
      '-in',
      `tsa-${nom}.csr`,
      '-CA',
      `${nom}.pem`,
      '-CAkey',
      `${nom}.key`,
      '-CAcreateserial',
      '-extfile',
      'openssl.cnf',
      '-extensions',
      'horodatage',
      '-out',
      `tsa-${nom}.pem`,
    );
  };
  certifier('a');
  let signataire = 'a';
  let panne: Panne = 'aucune';
  let demandes = 0;
  const repondre = (demande: Buffer): Buffer => {
    writeFileSync(join(dossier, 'q.tsq'), demande);
    const avec = [
      '-signer',
      `tsa-${signataire}.pem`,
      '-inkey',
      `tsa-${signataire}.key`,
      '-config',
      'openssl.cnf',
      '-section',
      'tsa1',
    ];
    openssl('ts', '-reply', '-queryfile', 'q.tsq', ...avec, '-out', 'r.tsr');
    return readFileSync(join(dossier, 'r.tsr'));
  };
  const autreDemande = (args: string[]): Buffer => {
    openssl('ts', '-query', ...args, '-sha256', '-cert', '-out', 'autre.tsq');
    return readFileSync(join(dossier, 'autre.tsq'));
  };
  const serveur = createServer((req, res) => {
    void lireCorps(req).then((corps) => {
      demandes += 1;
      if (panne === 'muette') return req.socket.destroy();
      res.statusCode = panne === 'erreur' ? 503 : 200;
      res.setHeader('content-type', 'application/timestamp-reply');
      if (panne === 'bruit' || panne === 'erreur') return res.end('indisponible');
      // The digest of a request by OpenSSL's other hash is not in its list: it answers with a refusal.
      if (panne === 'refus')
        openssl('ts', '-query', '-digest', 'ab'.repeat(64), '-sha512', '-cert', '-out', 'autre.tsq');
      const empreinte = corps
        .subarray(corps.indexOf(Buffer.from([0x04, 0x20])) + 2)
        .subarray(0, 32)
        .toString('hex');
      const demande =
        panne === 'refus'
          ? readFileSync(join(dossier, 'autre.tsq'))
          : panne === 'autreEmpreinte'
            ? autreDemande(['-digest', 'cd'.repeat(32)])
            : panne === 'autreNonce'
              ? autreDemande(['-digest', empreinte])
              : corps;
      return res.end(repondre(demande));
    });
  });
  await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
  return {
    url: `http://127.0.0.1:${(serveur.address() as AddressInfo).port}/`,
    ca: join(dossier, 'a.pem'),
    panne: (p) => {
      panne = p;
    },
    changerDeRacine: () => {
      certifier('b');
      signataire = 'b';
    },
    demandes: () => demandes,
    fermer: async () => {
      await new Promise((ok) => {
        serveur.close(ok);
        serveur.closeAllConnections();
      });
      rmSync(dossier, { recursive: true, force: true });
    },
  };
};
