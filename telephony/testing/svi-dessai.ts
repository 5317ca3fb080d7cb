import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConstatExterieur } from '#shared/contrats/exploitation/sonde-exterieure';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { demarrerTelephonie, type Telephonie } from '../demarrer';
import { type DocumentSvi, dAppels, type Entree, lireSegment } from '../journal/entree';
import type { Ouvrir } from '../journal/segments';
import { type OptionsAppelSimule, simulerAppel } from '../simulator/appel';
import { type Champs, signerV3 } from '../simulator/signature';
import { lireDocument } from '../simulator/xml';
import { configDEssai, dossierDEssai, JETON, journalTechnique } from './atelier';

export const INSTANT = '2026-10-25T00:31:49Z' as Instant;
const ouverts: (() => Promise<void>)[] = [];
/** For `afterEach`. */
export const toutFermer = async (): Promise<void> => {
  for (const fermer of ouverts.splice(0)) await fermer();
};

type Essai = Telephonie & {
  dossier: string;
  lignes: string[];
  horloge: { maintenant: number };
  /** Milliseconds for which answers were held back, in order. */
  retenues: number[];
  /** Until when they are, where a test looks at what happens meanwhile. */
  tenues: { jusqua?: Promise<unknown> };
  appeler: (o: Partial<OptionsAppelSimule> & { touches: string }) => ReturnType<typeof simulerAppel>;
  /** A signed webhook. */
  poster: (chemin: string, champs: Champs, entetes?: Record<string, string>, origine?: string) => Promise<Response>;
  /** What the journal holds to send of calls, failed ones held back included. */
  documents: () => Promise<DocumentSvi[]>;
  /** What it holds of outside checks. */
  constats: () => Promise<ConstatExterieur[]>;
};

const lireEntrees = async (dossier: string): Promise<Entree[]> => {
  const journal = join(dossier, 'svi', 'journal');
  const segments = (await readdir(journal)).filter((n) => n.endsWith('.log')).sort();
  const lus = await Promise.all(segments.map(async (n) => lireSegment(await readFile(join(journal, n)))));
  return lus.flatMap((l) => l.entrees.map((e) => e.entree));
};

/** The whole worker in this process, without CouchDB, on a clock that the test moves. */
export const demarrer = async (dossier?: string, ouvrir?: Ouvrir, env: Record<string, string> = {}): Promise<Essai> => {
  const ici = dossier ?? (await dossierDEssai());
  const { log, lignes } = journalTechnique();
  const horloge = { maintenant: epochMs(INSTANT) };
  const retenues: number[] = [];
  const tenues: Essai['tenues'] = {};
  const t = await demarrerTelephonie(configDEssai(ici, { TELEPHONES_ANTENNES: 'CENTRE=0144010203', ...env }), {
    log,
    horloge: () => horloge.maintenant,
    patienter: async (ms) => {
      retenues.push(ms);
      await tenues.jusqua;
    },
    ...(ouvrir ? { ouvrirFichierJournal: ouvrir } : {}),
  });
  ouverts.push(t.arreter);
  return {
    ...t,
    dossier: ici,
    lignes,
    horloge,
    retenues,
    tenues,
    appeler: (o) =>
      simulerAppel({ origin: t.url, authToken: JETON, de: '33199000001', debut: new Date(horloge.maintenant), ...o }),
    poster: (chemin, champs, entetes, origine = t.url) => {
      const { nonce, signature } = signerV3(JETON, origine + chemin, champs);
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'x-plivo-signature-v3': signature,
        'x-plivo-signature-v3-nonce': nonce,
        ...entetes,
      };
      const body = new URLSearchParams(
        Object.entries(champs).map(([k, v]): [string, string] => [k, String(v)]),
      ).toString();
      return fetch(t.url + chemin, { method: 'POST', headers, body });
    },
    constats: async () => {
      const envois = (await lireEntrees(ici)).flatMap((e) => e.documents.map((d) => d.document));
      return envois.flatMap((d) => (d.type === 'constat-exterieur' ? [d] : []));
    },
    documents: async () => {
      const entrees = await lireEntrees(ici);
      const appels = new Map(entrees.flatMap(({ appel }) => (appel ? [[appel.etat.appelId, appel]] : [])));
      const retenus = [...appels.values()].flatMap((a) => a.retenu ?? []);
      return [...entrees.flatMap(dAppels), ...retenus];
    },
  };
};

/** What a document says. */
export const phrases = (xml: string): string[] =>
  lireDocument(xml).flatMap((v) => (v.verbe === 'GetInput' ? v.saisie.phrases : v.verbe === 'Speak' ? [v.texte] : []));
/** Where the next keys go. */
export const actionDe = (xml: string): string => {
  const saisie = lireDocument(xml).find((v) => v.verbe === 'GetInput');
  return saisie?.verbe === 'GetInput' ? saisie.saisie.action : '';
};
