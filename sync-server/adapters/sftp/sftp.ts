import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import Client from 'ssh2-sftp-client';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { instantDe } from '#shared/temps/paris';
import type { DepotDistant, FichierVu } from '../../ports/depot-distant';
import { deposerSur, EchecDepot, listerBoite, nommerBoite, type Volume } from './volume';

export type ReglagesSftp = {
  /** `sftp://compte@hote:port/dossier` */
  url: string;
  /** `SHA256:…` of the server's key: any other key is refused. */
  empreinteServeur: string;
  /** File of the private key. */
  cle?: string | undefined;
  /** How the settings of this server begin, where one is to be put right. */
  reglages: 'DASES' | 'MILLESIME';
  /** Of the account, or of its key. */
  motDePasse?: string | undefined;
  /** For tests: a whole exchange, from end to end. */
  delaiMs?: number;
};

const CONNEXION_MS = 20_000;
const ECHANGE_MS = 10 * 60_000;

const empreinteDe = (cle: Buffer): string =>
  `SHA256:${createHash('sha256').update(cle).digest('base64').replace(/=+$/, '')}`;
const egales = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

// What ssh2 says is not shown: it may quote a path or a name of the other side.
type Raisons = readonly (readonly [RegExp, string, boolean?])[];
const COMPTE_REFUSE = /authentication methods failed|EACCES.*auth/i;
const LIAISON: Raisons = [
  [/ECONNREFUSED/, 'le serveur refuse la connexion : il est arrêté, ou l’adresse est fausse'],
  [/ENOTFOUND|EAI_AGAIN/, 'le nom du serveur n’est pas connu du réseau'],
  [/ETIMEDOUT|Timed out/i, 'le serveur ne répond pas à temps'],
];
const RAISONS: Readonly<Record<'ecriture' | 'lecture', Raisons>> = {
  ecriture: [
    ...LIAISON,
    [/ENOENT|No such file/i, 'le dossier n’existe pas sur le serveur : demandez-le au destinataire'],
    [/EACCES|Permission denied/i, 'le serveur refuse l’écriture dans ce dossier : demandez ce droit au destinataire'],
    [
      /no space|quota|ERR_GENERIC_CLIENT.*Failure|Failure/i,
      'le serveur n’a pas pu écrire : disque plein, ou quota atteint',
    ],
  ],
  lecture: [
    ...LIAISON,
    [/ENOENT|No such file/i, 'le serveur ne l’a plus : demandez au correspondant de le déposer à nouveau'],
    [/EACCES|Permission denied/i, 'le serveur en refuse la lecture : demandez ce droit au correspondant'],
    [/Failure/i, 'le serveur n’a pas pu le lire : voyez avec le correspondant'],
  ],
};

const echecDe = (e: unknown, sens: keyof typeof RAISONS): EchecDepot => {
  if (e instanceof EchecDepot) return e;
  const { code, message } = e as { code?: unknown; message?: unknown };
  const dit = `${String(code ?? '')} ${String(message ?? '')}`;
  const trouve = RAISONS[sens].find(([motif]) => motif.test(dit));
  return trouve
    ? new EchecDepot(trouve[1], trouve[2] ?? false)
    : new EchecDepot('la liaison a été coupée en cours d’échange');
};

const estAbsent = (e: unknown): boolean =>
  /ENOENT|No such file|code: 2\b/i.test(`${String((e as { code?: unknown }).code)} ${String((e as Error).message)}`);

const volumeSftp = (sftp: Client, racine: string): Volume => {
  const complet = (c: string): string => (racine === '' ? c : `${racine}/${c}`);
  const siAbsent =
    <T>(defaut: T) =>
    (e: unknown): T => {
      if (estAbsent(e)) return defaut;
      throw e;
    };
  /** Where it leads out of what the server shows us, we see nothing of it. */
  const genreDuLien = (chemin: string): Promise<NonNullable<FichierVu['lien']>> =>
    sftp.stat(chemin).then(
      (s) => (s.isDirectory ? 'DOSSIER' : 'FICHIER'),
      () => 'FICHIER',
    );
  return {
    taille: (c) => sftp.stat(complet(c)).then(({ size }) => size as number | undefined, siAbsent(undefined)),
    empreinte: async (c) => {
      const h = createHash('sha256');
      const puits = new Writable({
        write: (morceau: Buffer, _, fini) => {
          h.update(morceau);
          fini();
        },
      });
      await sftp.get(complet(c), puits);
      return h.digest('hex');
    },
    ecritMs: (c) => sftp.stat(complet(c)).then(({ modifyTime }) => modifyTime),
    ecrire: async (c, source) => {
      if ('fichier' in source) await sftp.fastPut(source.fichier, complet(c));
      else await sftp.put(Buffer.from(source.texte), complet(c));
    },
    renommer: async (de, vers) => {
      try {
        await sftp.posixRename(complet(de), complet(vers));
      } catch (e) {
        // Only OpenSSH has it; elsewhere a rename replaces nothing: what is there goes first, and is absent for a moment.
        if (!/not support this extended request/i.test(String((e as Error).message))) throw e;
        await sftp.delete(complet(vers), true);
        await sftp.rename(complet(de), complet(vers));
      }
    },
    effacer: async (c) => {
      await sftp.delete(complet(c), true).catch(siAbsent(undefined));
    },
    lister: async (dossier) => {
      const vus = await sftp.list(complet(dossier)).catch(siAbsent([]));
      const fichiers: FichierVu[] = [];
      for (const f of vus) {
        if ((f.type !== '-' && f.type !== 'l') || f.name.startsWith('.')) continue;
        const vu = { nom: f.name, octets: f.size, modifieLe: instantDe(f.modifyTime) };
        fichiers.push(f.type === 'l' ? { ...vu, lien: await genreDuLien(complet(`${dossier}/${f.name}`)) } : vu);
      }
      return fichiers;
    },
    lire: async (c) => {
      // It may have become a link since it was listed; the server follows the links of what it opens.
      const genre = await sftp.exists(complet(c));
      if (genre === 'l' || genre === 'd')
        throw new EchecDepot('ce n’est plus un fichier : demandez au correspondant de déposer le fichier lui-même');
      const lu = await sftp.get(complet(c));
      if (!Buffer.isBuffer(lu)) throw new Error('contenu attendu');
      return lu;
    },
  };
};

const ouvrirSocket = (hote: string, port: number): Promise<Socket> =>
  new Promise((ouverte, ratee) => {
    const s = connect({ host: hote, port });
    const minuteur = setTimeout(() => s.destroy(new Error('ETIMEDOUT')), CONNEXION_MS);
    s.once('connect', () => {
      clearTimeout(minuteur);
      ouverte(s);
    });
    s.once('error', (e) => {
      clearTimeout(minuteur);
      ratee(e);
    });
  });

/** A folder by SFTP: the server's key is the one that was given, or nothing is said to it. */
export const depotSftp = (r: ReglagesSftp): DepotDistant => {
  const u = new URL(r.url);
  const hote = u.hostname.replace(/^\[|\]$/g, '');
  const port = u.port === '' ? 22 : Number(u.port);
  const racine = decodeURIComponent(u.pathname).replace(/\/+$/, '');

  /** One exchange on a connection of its own: it ends, by itself, by a cut, or by its delay. */
  const echanger = async <T>(sens: keyof typeof RAISONS, travail: (v: Volume) => Promise<T>): Promise<T> => {
    let minuteur: NodeJS.Timeout | undefined;
    let socket: Socket | undefined;
    let autreCle = false;
    try {
      const cle = r.cle === undefined ? undefined : await lireCle(r.cle, r.reglages);
      const s = await ouvrirSocket(hote, port);
      socket = s;
      const fin = new Promise<never>((_, rate) => {
        minuteur = setTimeout(() => rate(new EchecDepot('le serveur ne répond pas à temps')), r.delaiMs ?? ECHANGE_MS);
        s.once('close', () => rate(new EchecDepot('la liaison a été coupée en cours d’échange')));
      });
      const sftp = new Client('telegestion', { error: () => undefined, end: () => undefined, close: () => undefined });
      const faire = async (): Promise<T> => {
        await sftp.connect({
          sock: s,
          username: decodeURIComponent(u.username),
          readyTimeout: CONNEXION_MS,
          hostVerifier: (recue: Buffer): boolean => {
            autreCle = !egales(empreinteDe(recue), r.empreinteServeur);
            return !autreCle;
          },
          ...(cle === undefined ? {} : { privateKey: cle }),
          ...(r.motDePasse === undefined
            ? {}
            : cle === undefined
              ? { password: r.motDePasse }
              : { passphrase: r.motDePasse }),
        });
        return travail(volumeSftp(sftp, racine));
      };
      const fait = faire();
      fait.catch(() => undefined);
      fin.catch(() => undefined);
      return await Promise.race([fait, fin]);
    } catch (e) {
      if (autreCle)
        throw new EchecDepot(
          `la clé du serveur n’est plus celle qui est réglée : rien ne lui a été dit. Faites confirmer la nouvelle empreinte par le correspondant, puis changez ${r.reglages}_SFTP_EMPREINTE`,
          true,
        );
      if (e instanceof Error && COMPTE_REFUSE.test(e.message))
        throw new EchecDepot(
          `le serveur refuse le compte ou sa clé : vérifiez le compte de ${u.host} et ${r.motDePasse !== undefined && r.cle === undefined ? `${r.reglages}_SFTP_MOT_DE_PASSE` : `${r.reglages}_SFTP_CLE`}, et que le correspondant l’a ouvert`,
          true,
        );
      throw echecDe(e, sens);
    } finally {
      clearTimeout(minuteur);
      socket?.destroy();
    }
  };

  const lecture = async <T>(quoi: string, travail: (v: Volume) => Promise<T>): Promise<Resultat<T>> => {
    try {
      return { ok: true, valeur: await echanger('lecture', travail) };
    } catch (e) {
      return refuser('DEPOT', `Lecture impossible de ${quoi} : ${echecDe(e, 'lecture').message}.`);
    }
  };
  return {
    libelle: `SFTP ${u.host}`,
    deposer: async (f, place) => {
      try {
        return await echanger('ecriture', (v) => deposerSur(v, f, place));
      } catch (e) {
        const { message, definitif } = echecDe(e, 'ecriture');
        return { ok: false, raison: message, definitif };
      }
    },
    lister: (boite) => lecture(nommerBoite(boite), (v) => listerBoite(v, boite)),
    lire: (boite, nom) => lecture(boite === '.' ? nom : `${boite}/${nom}`, (v) => v.lire(`${boite}/${nom}`)),
  };
};

const lireCle = (chemin: string, reglages: ReglagesSftp['reglages']): Promise<Buffer> =>
  readFile(chemin).catch(() => {
    throw new EchecDepot(
      `la clé privée (${reglages}_SFTP_CLE) ne peut pas être lue : vérifiez le fichier et ses droits`,
      true,
    );
  });
