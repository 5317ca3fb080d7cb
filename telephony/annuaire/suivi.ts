import { setTimeout as delai } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type nano from 'nano';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Antenne, antenneSchema } from '#shared/contrats/commun';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { dateParis, epochMs } from '#shared/temps/paris';
import { demanderCouchdb, type Magasin, statutCouchdb } from '../couchdb';
import { attendre, avecDelai, type Horloge, instantA, recul } from '../horloge';
import { type Annuaire, indexer, type PartAntenne, partDe, partVide } from './annuaire';
import { confirmerConnus } from './confirmer';
import { appliquer, estSuivi, TYPES_SUIVIS } from './documents';
import { ecrireAnnuaire, lireAnnuaire } from './fichier';
import { PREFIXE_TELEPHONES, type TelephonesDates, telephonesDates } from './telephones';

// Longpoll's own time-out, and how much longer an answer may take before the connection is held to be dead.
const LONGPOLL_MS = 30_000;
const LIMITE_MS = LONGPOLL_MS + 15_000;
/** A whole reading now and then makes good whatever a feed may have missed (a database made anew, a purge). */
const RELECTURE_MS = 3_600_000;
const ECRITURE_MS = 200;
/** What the file says of when the store was heard is never older, as long as it is. */
const FRAICHEUR_MS = 300_000;
/** An antenna that is created is followed, and a telephone that is changed is said, within so long. */
const NOUVELLES_MS = 30_000;

const infoBase = z.object({ update_seq: z.union([z.string(), z.number()]) });
const lignes = z.object({ rows: z.array(z.object({ doc: z.unknown() })) });
const changements = z.object({
  results: z.array(z.object({ id: z.string(), deleted: z.boolean().optional(), doc: z.unknown() })),
  last_seq: z.union([z.string(), z.number()]),
});

const ids = z.object({ rows: z.array(z.object({ id: z.string() })) });
const PREFIXE = 'antenne:';

/** The antennas of the service: the id of each document is its code. */
const lireCodes = async (serveur: nano.ServerScope, signal: AbortSignal): Promise<Antenne[]> => {
  const qs = { startkey: PREFIXE, endkey: `${PREFIXE}\uffff` };
  const { rows } = await demanderCouchdb(serveur, { base: BASE_CENTRALE, chemin: '_all_docs', qs, signal }, ids);
  return rows.flatMap(({ id }) => antenneSchema.safeParse(id.slice(PREFIXE.length)).data ?? []);
};

/** What the screens say of the antennas' telephones; a version that cannot be read is none. */
const lireTelephones = async (serveur: nano.ServerScope, signal: AbortSignal): Promise<TelephonesDates[]> => {
  const qs = { startkey: PREFIXE_TELEPHONES, endkey: `${PREFIXE_TELEPHONES}\uffff`, include_docs: true };
  const { rows } = await demanderCouchdb(serveur, { base: BASE_CENTRALE, chemin: '_all_docs', qs, signal }, lignes);
  return rows.flatMap(({ doc }) => telephonesDates.safeParse(doc).data ?? []);
};

const SELECTEUR = { $or: [{ type: { $in: [...TYPES_SUIVIS] } }, { _deleted: true }] };

/** An answer that is not as it should be is ours to mend: it is not said of the network. */
const pourquoi = (e: unknown): string =>
  e instanceof z.ZodError
    ? 'réponse de CouchDB inattendue : annuaire non suivi'
    : statutCouchdb(e) === undefined
      ? 'CouchDB injoignable'
      : 'CouchDB refuse la lecture de l’annuaire';

export type EtatAnnuaire = { usagers: number; intervenants: number; ageSecondes: number | undefined };

export type SuiviAnnuaire = {
  annuaire: () => Annuaire;
  /** Age: seconds since CouchDB was last heard of for the antenna heard of least recently; undefined = never. */
  etat: () => EtatAnnuaire;
  arreter: () => Promise<void>;
};

/** The local replica of codes and numbers: read from its own file at once, then kept by the antennas' change feeds. */
export const suivreAnnuaire = async (options: {
  fichier: string;
  magasin: Magasin;
  horloge: Horloge;
  log: Logger;
}): Promise<SuiviAnnuaire> => {
  const { fichier, magasin, horloge, log } = options;
  const { donnees, erreur, ...lus } = await lireAnnuaire(fichier);
  let { telephones } = lus;
  if (erreur !== undefined)
    log.error({ alerte: 'ANNUAIRE_ILLISIBLE', erreur }, 'annuaire local illisible : relu en entier');
  let index = indexer(donnees, telephones);
  const fin = new AbortController();

  // One write for a burst of changes; what changes while it is made is of the next.
  let ecriture: Promise<void> = Promise.resolve();
  let due = false;
  let noteLe = 0;
  const enregistrer = (): void => {
    index = indexer(donnees, telephones);
    noteLe = horloge();
    if (due) return;
    due = true;
    ecriture = ecriture
      .then(() => delai(ECRITURE_MS))
      .then(() => {
        due = false;
        return ecrireAnnuaire(fichier, donnees, telephones);
      })
      .catch((e: unknown) => log.error({ alerte: 'ANNUAIRE_NON_ECRIT', err: e }, 'annuaire local non écrit'));
  };

  const prendre = (part: PartAntenne, document: unknown, code: Antenne): void => {
    const illisible = !appliquer(part, document, dateParis(instantA(horloge)));
    if (illisible)
      log.warn({ alerte: 'DOCUMENT_ILLISIBLE', antenne: code }, 'document de l’annuaire illisible, ignoré');
  };

  const toutLire = async (serveur: nano.ServerScope, code: Antenne, signal: AbortSignal): Promise<string | number> => {
    const base = baseAntenne(code);
    const { update_seq } = await demanderCouchdb(serveur, { base, signal }, infoBase);
    const neuve = partVide();
    for (const type of TYPES_SUIVIS) {
      const qs = { startkey: `${type}:`, endkey: `${type}:\uffff`, include_docs: true };
      const { rows } = await demanderCouchdb(serveur, { base, chemin: '_all_docs', qs, signal }, lignes);
      for (const { doc } of rows) prendre(neuve, doc, code);
    }
    const aujourdhui = dateParis(instantA(horloge));
    await confirmerConnus(serveur, base, { connue: partDe(donnees, code), neuve }, { aujourdhui, signal });
    donnees.set(code, { ...neuve, luLe: instantA(horloge) });
    enregistrer();
    return update_seq;
  };

  const ecouter = async (
    serveur: nano.ServerScope,
    code: Antenne,
    depuis: string | number,
    signal: AbortSignal,
  ): Promise<string | number> => {
    const qs = { feed: 'longpoll', since: depuis, include_docs: true, filter: '_selector', timeout: LONGPOLL_MS };
    const requete = { base: baseAntenne(code), chemin: '_changes', methode: 'POST' as const, qs, signal };
    const lu = await demanderCouchdb(serveur, { ...requete, corps: { selector: SELECTEUR } }, changements);
    const part = partDe(donnees, code);
    for (const c of lu.results) prendre(part, c.deleted ? { _id: c.id, _deleted: true } : c.doc, code);
    part.luLe = instantA(horloge);
    // What is deleted is told of all types, and pairing deletes at each punch: only what is followed is worth an index of the whole.
    // When the store was heard is noted all the same: who starts while it is down tells its age by it.
    if (lu.results.some((c) => estSuivi(c.id)) || horloge() - noteLe > FRAICHEUR_MS) enregistrer();
    return lu.last_seq;
  };

  const boucle = async (code: Antenne): Promise<void> => {
    let echecs = 0;
    while (!fin.signal.aborted) {
      try {
        const serveur = await magasin();
        let depuis = await avecDelai(fin.signal, LIMITE_MS, (s) => toutLire(serveur, code, s));
        const relire = horloge() + RELECTURE_MS;
        echecs = 0;
        while (!fin.signal.aborted && horloge() < relire) {
          const ici = depuis;
          depuis = await avecDelai(fin.signal, LIMITE_MS, (s) => ecouter(serveur, code, ici, s));
        }
      } catch (e) {
        if (fin.signal.aborted) return;
        // Before the first import there is no such database: CouchDB answers, and that is not an outage.
        if (statutCouchdb(e) === 404) partDe(donnees, code).luLe = instantA(horloge);
        else {
          if (echecs === 0) log.warn({ antenne: code, erreur: e instanceof Error ? e.message : e }, pourquoi(e));
          echecs += 1;
        }
        await attendre(recul(echecs, 500, 3_000), fin.signal);
      }
    }
  };

  // Those of the first start and of our own file at once; then those that the store names, as they are created.
  const boucles = new Map<Antenne, Promise<void>>();
  const suivre = (code: Antenne): void => {
    if (!boucles.has(code)) boucles.set(code, boucle(code));
  };
  for (const code of [...codesAntennes(), ...donnees.keys()]) suivre(code);
  const chercher = async (): Promise<void> => {
    while (!fin.signal.aborted) {
      try {
        const serveur = await magasin();
        for (const code of await avecDelai(fin.signal, LIMITE_MS, (s) => lireCodes(serveur, s))) suivre(code);
        const dits = await avecDelai(fin.signal, LIMITE_MS, (s) => lireTelephones(serveur, s));
        if (!isDeepStrictEqual(dits, telephones)) {
          telephones = dits;
          enregistrer();
        }
      } catch {
        // The antennas' own loops say what is wrong with the store.
      }
      await attendre(NOUVELLES_MS, fin.signal);
    }
  };
  const recherche = chercher();
  return {
    annuaire: () => index,
    etat: () => {
      const ages = [...boucles.keys()].map((code) => donnees.get(code)?.luLe);
      const inconnu = ages.some((a) => a === undefined);
      const plusAncien = Math.min(...ages.flatMap((a) => (a === undefined ? [] : [epochMs(a)])));
      return {
        usagers: index.nombreUsagers,
        intervenants: index.nombreIntervenants,
        ageSecondes: inconnu ? undefined : Math.max(0, Math.round((horloge() - plusAncien) / 1000)),
      };
    },
    arreter: async () => {
      fin.abort();
      await recherche;
      await Promise.all(boucles.values());
      await ecriture;
    },
  };
};
