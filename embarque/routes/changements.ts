import { ecrireRev, type Feuille, feuilles, type Meta } from '../arbre';
import { type Base, ecrireSeq, lireRevision, sequenceActuelle } from '../base';
import { introuvable, mauvaiseRequete, methodeRefusee } from '../erreurs';
import { analyser, booleen, type Demande, ecrivain, entetesJson, entier, exigerJson, lireOctets } from '../http';
import { position } from '../index-memoire';
import { rendreGagnante, rendreRevision } from '../lecture';
import { cleDe, type Enveloppe, gagnanteEcrite, idDe, lireArbres, lireClesDe, lireEnveloppes } from '../niveau';
import { lireSelecteur, type Selecteur } from '../selecteur';
import { lireSequence } from '../sequence';

const LOT = 500;
/** CouchDB's own, where none is asked for. */
const LIMITE = 1e15;
/** CouchDB's `changes_timeout`: nothing waits longer without a word. */
const ATTENTE_MAXIMALE = 60_000;

type Mode = 'normal' | 'longpoll' | 'continuous' | 'eventsource';
type Options = {
  readonly mode: Mode;
  readonly depuis: number;
  readonly limite: number;
  readonly descendant: boolean;
  readonly toutes: boolean;
  readonly includeDocs: boolean;
  readonly conflicts: boolean;
  readonly attachments: boolean;
  readonly ids: ReadonlySet<string> | undefined;
  readonly selecteur: Selecteur | undefined;
  readonly attente: number;
  readonly battement: boolean;
  /** One row says its sequence where what is left before it is a multiple of that, as in CouchDB: most readers need that of the page alone. */
  readonly intervalle: number;
};

function duree(q: ReadonlyMap<string, string>, nom: 'heartbeat' | 'timeout'): number | undefined {
  const v = q.get(nom);
  if (v === undefined || (nom === 'heartbeat' && v === 'false')) return undefined;
  if (nom === 'heartbeat' && v === 'true') return ATTENTE_MAXIMALE;
  if (!/^\d{1,12}$/.test(v) || (nom === 'heartbeat' && Number(v) === 0)) {
    throw mauvaiseRequete(`The ${nom} value should be a positive integer (in milliseconds).`);
  }
  return Math.min(ATTENTE_MAXIMALE, Number(v));
}

function lireIntervalle(q: ReadonlyMap<string, string>, mode: Mode): number {
  const n = entier(q, 'seq_interval') ?? 1;
  if (n === 0) throw mauvaiseRequete('invalid_seq_interval');
  // A browser resumes from the id of each event, which is its sequence: none may lack it. CouchDB leaves it out there too.
  return mode === 'eventsource' ? 1 : n;
}

async function lireOptions(d: Demande, base: Base): Promise<Options> {
  const { q } = d;
  let corps: Record<string, unknown> = {};
  if (d.methode === 'POST') {
    exigerJson(d);
    const octets = await lireOctets(d.req);
    const valeur = octets.length > 0 ? analyser(octets).valeur : {};
    if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur)) {
      throw mauvaiseRequete('Request body must be a JSON object');
    }
    corps = valeur as Record<string, unknown>;
  }
  const nom = q.get('feed') ?? 'normal';
  const mode = nom === 'live' ? 'continuous' : nom;
  if (mode !== 'normal' && mode !== 'longpoll' && mode !== 'continuous' && mode !== 'eventsource') {
    throw mauvaiseRequete('Supported `feed` types: normal, continuous, live, longpoll, eventsource');
  }
  const filtre = q.get('filter');
  const selecteur = filtre === '_selector' ? lireSelecteur(corps.selector) : undefined;
  let ids: ReadonlySet<string> | undefined;
  if (filtre === '_doc_ids') ids = lireIds(corps.doc_ids ?? q.get('doc_ids'));
  else if (filtre !== undefined && filtre !== '_selector' && filtre !== '_design') {
    if (!filtre.includes('/')) throw mauvaiseRequete('Invalid filter');
    throw introuvable('missing');
  }
  const battement = duree(q, 'heartbeat');
  const attente = duree(q, 'timeout');
  const depuis = q.get('since') ?? (mode === 'eventsource' ? d.req.headers['last-event-id'] : undefined) ?? '0';
  return {
    mode,
    depuis: lireSequence(String(depuis), base.incarnation, sequenceActuelle(base)),
    limite: entier(q, 'limit') ?? LIMITE,
    descendant: booleen(q, 'descending'),
    toutes: q.get('style') === 'all_docs',
    includeDocs: booleen(q, 'include_docs'),
    conflicts: booleen(q, 'conflicts'),
    attachments: booleen(q, 'attachments'),
    ids,
    selecteur: filtre === '_design' ? (doc) => String(Object(doc)._id).startsWith('_design/') : selecteur,
    attente: battement ?? attente ?? ATTENTE_MAXIMALE,
    battement: battement !== undefined,
    intervalle: lireIntervalle(q, mode),
  };
}

function lireIds(valeur: unknown): Set<string> {
  const liste = typeof valeur === 'string' ? (analyser(Buffer.from(valeur)).valeur as unknown) : valeur;
  if (!Array.isArray(liste)) throw mauvaiseRequete('`doc_ids` filter parameter is not a JSON array.');
  return new Set(liste.filter((i) => typeof i === 'string').map(cleDe));
}

/** What says a row, of a document that is there; nothing where the filter refuses it. */
type Rangee = (seq: string | null) => Promise<string | undefined>;

/** One row, or nothing when the filter refuses it. `lue`: the revision written last, most often the one that is shown. */
async function ligne(
  base: Base,
  meta: Meta,
  lue: Enveloppe | undefined,
  seq: string | null,
  o: Options,
): Promise<string | undefined> {
  if (o.ids && !o.ids.has(meta.id)) return undefined;
  const connues = feuilles(meta);
  const gagnante = connues[0];
  if (!gagnante) return undefined;
  const corpsDe = (f: Feuille): Promise<Enveloppe | undefined> | Enveloppe =>
    lue?._rev === ecrireRev(f) ? lue : lireRevision(base, meta, ecrireRev(f));
  let revs: Feuille[] = o.toutes ? connues : [gagnante];
  if (o.selecteur) {
    const gardees: Feuille[] = [];
    for (const f of revs) {
      const enveloppe = await corpsDe(f);
      const texte = enveloppe && (await rendreRevision(base, meta, connues, f, enveloppe, {}));
      if (texte && o.selecteur(JSON.parse(texte))) gardees.push(f);
    }
    if (gardees.length === 0) return undefined;
    revs = gardees;
  }
  let doc = '';
  if (o.includeDocs) {
    const enveloppe = await corpsDe(gagnante);
    const details = { conflicts: o.conflicts, attachments: o.attachments };
    doc = enveloppe
      ? `,"doc":${await rendreRevision(base, meta, connues, gagnante, enveloppe, details)}`
      : ',"doc":null';
  }
  return `${composer(seq, meta.id, revs.map(ecrireRev), gagnante.deleted)}${doc}}`;
}

/** A row up to its document, which is last. */
const composer = (seq: string | null, cle: string, revs: readonly string[], supprime: boolean): string => {
  const changes = JSON.stringify(revs.map((rev) => ({ rev })));
  return `{"seq":${JSON.stringify(seq)},"id":${JSON.stringify(idDe(cle))},"changes":${changes}${supprime ? ',"deleted":true' : ''}`;
};

/** Rows that show no document, of trees that have one branch, as nearly all: read from the ends of what is written. */
async function lignesNues(base: Base, lot: readonly number[], o: Options): Promise<(Rangee | undefined)[]> {
  const cles = await lireClesDe(base, lot);
  const arbres = await lireArbres(
    base,
    cles.map((c) => c ?? ''),
  );
  return cles.map((cle, j): Rangee | undefined => {
    const arbre = arbres[j];
    if (cle === undefined || arbre === undefined) return undefined;
    return async (seq) => {
      if (o.ids && !o.ids.has(cle)) return undefined;
      const g = gagnanteEcrite(arbre);
      return g
        ? `${composer(seq, cle, [g.rev], g.supprimee)}}`
        : ligne(base, JSON.parse(arbre) as Meta, undefined, seq, o);
    };
  });
}

/** Rows that show, or are chosen by, their documents. */
async function lignesPleines(base: Base, lot: readonly number[], o: Options): Promise<(Rangee | undefined)[]> {
  const lues = await lireEnveloppes(base, lot);
  const arbres = await lireArbres(
    base,
    lues.map((e) => e?._id ?? ''),
  );
  return lot.map((_, j): Rangee | undefined => {
    const arbre = arbres[j];
    const lue = lues[j];
    if (arbre === undefined || !lue) return undefined;
    return async (seq) => {
      if (o.ids && !o.ids.has(lue._id)) return undefined;
      const doc = o.selecteur ? undefined : rendreGagnante(gagnanteEcrite(arbre), lue);
      return doc === undefined
        ? ligne(base, JSON.parse(arbre) as Meta, lue, seq, o)
        : `${composer(seq, lue._id, [lue._rev], lue._deleted === true)},"doc":${doc}}`;
    };
  });
}

type Curseur = { seq: number; reste: number };

/** Sends what follows the cursor, at most `reste` rows, and moves it. */
async function avancer(
  base: Base,
  o: Options,
  curseur: Curseur,
  surLigne: (texte: string, seq: string | null) => Promise<void>,
): Promise<void> {
  const fin = sequenceActuelle(base);
  const presentes = base.index.sequences;
  const aLire = o.descendant ? [...presentes].reverse() : presentes.slice(position(presentes, curseur.seq, true));
  for (let i = 0; i < aLire.length && curseur.reste > 0 && base.etat === 'ouverte'; i += LOT) {
    const lot = aLire.slice(i, i + LOT);
    const rangees = await (o.includeDocs || o.selecteur ? lignesPleines : lignesNues)(base, lot, o);
    for (const [j, n] of lot.entries()) {
      if (curseur.reste <= 0) return;
      const rangee = rangees[j];
      curseur.seq = n;
      // Changed again since the list was taken: shown in its place as it now is, and once more with its new sequence to who
      // goes on from here. Left out, a reader of one page would miss a document that was there before it asked.
      if (!rangee) continue;
      const seq = curseur.reste % o.intervalle === 0 ? ecrireSeq(base, n) : null;
      const texte = await rangee(seq);
      if (texte === undefined) continue;
      curseur.reste--;
      await surLigne(texte, seq);
    }
  }
  if (curseur.reste > 0 && !o.descendant) curseur.seq = Math.max(curseur.seq, fin);
}

/** What ends a wait: a write, the end of the database, the client gone, or time. */
function attendre(d: Demande, base: Base, depuis: number, ms: number): Promise<'ecrit' | 'fin' | 'temps'> {
  if (base.etat === 'fermee' || d.res.destroyed) return Promise.resolve('fin');
  if (sequenceActuelle(base) > depuis) return Promise.resolve('ecrit');
  return new Promise((resolve) => {
    const finir = (pourquoi: 'ecrit' | 'fin' | 'temps') => (): void => {
      clearTimeout(minuterie);
      base.signaux.off('ecrit', surEcrit);
      base.signaux.off('fin', surFin);
      d.res.off('close', surFin);
      resolve(pourquoi);
    };
    const surEcrit = finir('ecrit');
    const surFin = finir('fin');
    const minuterie = setTimeout(finir('temps'), ms);
    base.signaux.on('ecrit', surEcrit);
    base.signaux.on('fin', surFin);
    d.res.on('close', surFin);
  });
}

const FORMES: Record<Mode, { ouvre: string; ligne: (t: string, premiere: boolean, seq: string | null) => string }> = {
  normal: { ouvre: '{"results":[\n', ligne: (t, premiere) => (premiere ? t : `,\n${t}`) },
  longpoll: { ouvre: '{"results":[\n', ligne: (t, premiere) => (premiere ? t : `,\n${t}`) },
  continuous: { ouvre: '', ligne: (t) => `${t}\n` },
  eventsource: { ouvre: '', ligne: (t, _p, seq) => `data: ${t}\nid: ${seq}\n\n` },
};

export async function changements(d: Demande, base: Base): Promise<void> {
  if (d.methode !== 'GET' && d.methode !== 'HEAD' && d.methode !== 'POST') throw methodeRefusee('GET,HEAD,POST');
  const o = await lireOptions(d, base);
  const forme = FORMES[o.mode];
  d.res.writeHead(200, {
    ...entetesJson(d),
    ...(o.mode === 'eventsource' && { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }),
  });
  d.res.flushHeaders();
  const { ecrire, vider } = ecrivain(d.res);
  await ecrire(forme.ouvre);
  if (o.mode !== 'normal') await vider();
  const curseur: Curseur = { seq: o.depuis, reste: o.limite };
  let envoyees = 0;
  const surLigne = async (texte: string, seq: string | null): Promise<void> => {
    await ecrire(forme.ligne(texte, envoyees === 0, seq));
    envoyees++;
  };
  await avancer(base, o, curseur, surLigne);
  const finie = (): boolean => curseur.reste <= 0 || o.mode === 'normal' || (o.mode === 'longpoll' && envoyees > 0);
  // Counted from the last thing said: changes that the filter refuses neither wake the reader nor hold back a heartbeat.
  let echeance = Date.now() + o.attente;
  while (!finie() && !d.res.destroyed) {
    await vider();
    const cause = await attendre(d, base, curseur.seq, Math.max(0, echeance - Date.now()));
    if (cause === 'fin' || (cause === 'temps' && !o.battement)) break;
    const avant = envoyees;
    if (cause === 'ecrit') await avancer(base, o, curseur, surLigne);
    else await ecrire(o.mode === 'eventsource' ? 'event: heartbeat\ndata: \n\n' : '\n');
    if (cause === 'temps' || envoyees > avant) echeance = Date.now() + o.attente;
  }
  const dernier = JSON.stringify(ecrireSeq(base, curseur.seq));
  const presentes = base.index.sequences;
  const pending = o.descendant ? 0 : presentes.length - position(presentes, curseur.seq, true);
  if (o.mode === 'continuous') await ecrire(`{"last_seq":${dernier},"pending":${pending}}\n`);
  else if (o.mode !== 'eventsource') await ecrire(`\n],\n"last_seq":${dernier},"pending":${pending}}\n`);
  await vider();
  d.res.end();
}
