import { type ClientRequest, request } from 'node:http';
import { ulid } from 'ulid';
import type { Antenne } from '#shared/contrats/commun';
import { dateParis, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { correction } from '#shared/testing/constructeurs';

export type Poste = {
  cookie: string;
  antenne: Antenne;
  /** Pushes a correction of each of these visits, whose departure was forgotten; the ids that the server says it has. */
  envoyer: (visites: readonly string[]) => Promise<string[]>;
  lire: (quoi: number) => Promise<void>;
  fermer: () => void;
};

const LECTURES = ['jours', 'dossiers', 'saisies', 'decisions', 'suspens'] as const;

/** What a PC asks of the server, without its browser: a session, the stream, pushes and readings. */
export const ouvrirPoste = async (o: {
  adresse: string;
  /** That of the pages: the only one that writes. */
  origine: string;
  antenne: Antenne;
  compte: { identifiant: string; motDePasse: string };
  cookie: string | undefined;
  surNouvelle: () => void;
  surFaute: (quoi: string) => void;
}): Promise<Poste> => {
  const commun = { origin: o.origine, 'content-type': 'application/json' };
  const ouvrir = async (): Promise<string> => {
    const { identifiant, motDePasse } = o.compte;
    const r = await fetch(`${o.adresse}/api/session`, {
      method: 'POST',
      headers: commun,
      body: JSON.stringify({ identifiant, motDePasse }),
    });
    const cookie = r.headers.getSetCookie()[0]?.split(';')[0];
    if (!r.ok || cookie === undefined) throw new Error(`connexion de ${identifiant} : ${r.status}`);
    return cookie;
  };
  const cookie = o.cookie ?? (await ouvrir());
  let ferme = false;

  const flux: ClientRequest = request(
    `${o.adresse}/replication/flux?antenne=${o.antenne}`,
    { headers: { cookie }, agent: false },
    (reponse) => {
      if (reponse.statusCode !== 200) o.surFaute(`flux de ${o.antenne} : ${reponse.statusCode}`);
      reponse.setEncoding('utf8');
      reponse.on('data', (texte: string) => {
        if (texte.includes('event: changements')) o.surNouvelle();
      });
      reponse.on('error', () => undefined);
      reponse.on('close', () => {
        if (!ferme) o.surFaute(`flux de ${o.antenne} : coupé`);
      });
    },
  );
  flux.on('error', (e) => {
    if (!ferme) o.surFaute(`flux de ${o.antenne} : ${e.message}`);
  });
  flux.end();

  return {
    cookie,
    antenne: o.antenne,
    envoyer: async (visites) => {
      const instant: Instant = instantDe(Date.now());
      const documents = visites.map((visite) => {
        return correction('HORAIRE', {
          id: ulid(),
          date: dateParis(instant),
          cible: { genre: 'VISITE', id: visite },
          fin: instant,
          antenne: o.antenne,
          auteur: o.compte.identifiant,
          instant,
        });
      });
      const r = await fetch(`${o.adresse}/replication/saisies?antenne=${o.antenne}`, {
        method: 'POST',
        headers: { ...commun, cookie },
        body: JSON.stringify({ documents }),
      });
      if (!r.ok) {
        o.surFaute(`envoi à ${o.antenne} : ${r.status}`);
        return [];
      }
      const { recus, refuses } = (await r.json()) as { recus: string[]; refuses: { code: string }[] };
      for (const { code } of refuses) o.surFaute(`envoi à ${o.antenne} : refus ${code}`);
      return recus;
    },
    lire: async (quoi) => {
      const collection = LECTURES[quoi] ?? 'jours';
      const r = await fetch(`${o.adresse}/replication/${collection}?antenne=${o.antenne}&limite=200`, {
        headers: { cookie },
      });
      await r.arrayBuffer();
      if (!r.ok) o.surFaute(`lecture de ${collection} : ${r.status}`);
    },
    fermer: () => {
      ferme = true;
      flux.destroy();
    },
  };
};
