import { feuilles, type Meta } from '../arbre';
import { type Base, ecrireSeq, lireRevision, sequenceActuelle } from '../base';
import { jsonInvalide, mauvaiseRequete, mauvaisParametre, methodeRefusee } from '../erreurs';
import { booleen, type Demande, ecrivain, entetesJson, entier, lireObjet } from '../http';
import { position } from '../index-memoire';
import { type Details, rendreGagnante, rendreRevision } from '../lecture';
import {
  cleDe,
  type Enveloppe,
  type Gagnante,
  gagnanteDe,
  idDe,
  lireArbres,
  lireEnveloppes,
  lireGagnantes,
} from '../niveau';

/** Documents read at once: two native calls for each lot. */
const LOT = 500;

type Lecture = {
  readonly cles: readonly string[];
  readonly offset: number | null;
  /** Keys asked for by name: what is deleted or unknown gets a row. */
  readonly nommees: readonly unknown[] | undefined;
};

type Options = {
  readonly debut: unknown;
  readonly fin: unknown;
  readonly finIncluse: boolean;
  readonly descendant: boolean;
  readonly limite: number;
  readonly saut: number;
  readonly nommees: readonly unknown[] | undefined;
  readonly includeDocs: boolean;
  readonly updateSeq: boolean;
  readonly details: Details;
};

/** Parameters come from the query (values in JSON) or from the body of a POST, which wins. */
function lireOptions(q: ReadonlyMap<string, string>, corps: Record<string, unknown>): Options {
  const json = (...noms: string[]): unknown => {
    for (const nom of noms) {
      if (Object.hasOwn(corps, nom)) return corps[nom];
      const texte = q.get(nom);
      if (texte === undefined) continue;
      try {
        return JSON.parse(texte);
      } catch {
        throw jsonInvalide();
      }
    }
    return undefined;
  };
  const simples = new Map(q);
  for (const [nom, v] of Object.entries(corps)) {
    if (typeof v === 'boolean' || typeof v === 'number') simples.set(nom, String(v));
  }
  const nommees = json('keys');
  if (nommees !== undefined && !Array.isArray(nommees)) {
    throw mauvaiseRequete('`keys` body member must be an array.');
  }
  const cle = json('key');
  const descendant = booleen(simples, 'descending');
  const plage = cle === undefined ? [json('startkey', 'start_key'), json('endkey', 'end_key')] : [cle, cle];
  if (nommees && plage.some((x) => x !== undefined)) {
    throw mauvaisParametre('`keys` is incompatible with `key`, `start_key` and `end_key`');
  }
  return {
    debut: plage[0],
    fin: plage[1],
    finIncluse: booleen(simples, 'inclusive_end', true),
    descendant,
    limite: entier(simples, 'limit') ?? Number.POSITIVE_INFINITY,
    saut: entier(simples, 'skip') ?? 0,
    nommees: nommees as unknown[] | undefined,
    includeDocs: booleen(simples, 'include_docs'),
    updateSeq: booleen(simples, 'update_seq'),
    details: { conflicts: booleen(simples, 'conflicts'), attachments: booleen(simples, 'attachments') },
  };
}

/** [MAG-1] Ids sort by bytes; what is no text sorts before every id, save arrays' — which no range of ids needs. */
function rangDe(cles: readonly string[], borne: unknown, apres: boolean): number {
  return typeof borne === 'string' ? position(cles, cleDe(borne), apres) : 0;
}

function choisir(base: Base, o: Options): Lecture {
  const { cles } = base.index;
  if (o.nommees) {
    const dansLOrdre = o.descendant ? [...o.nommees].reverse() : o.nommees;
    const nommees = dansLOrdre.slice(o.saut, o.saut + o.limite);
    return { cles: nommees.map((k) => (typeof k === 'string' ? cleDe(k) : '')), offset: null, nommees };
  }
  const total = cles.length;
  if (!o.descendant) {
    const de = o.debut === undefined ? 0 : rangDe(cles, o.debut, false);
    const a = o.fin === undefined ? total : rangDe(cles, o.fin, o.finIncluse);
    const plage = cles.slice(de, Math.max(de, a)).slice(o.saut, o.saut + o.limite);
    return { cles: plage, offset: Math.min(total, de + o.saut), nommees: undefined };
  }
  const de = o.debut === undefined ? total : rangDe(cles, o.debut, true);
  const a = o.fin === undefined ? 0 : rangDe(cles, o.fin, !o.finIncluse);
  const plage = cles
    .slice(Math.min(a, de), de)
    .reverse()
    .slice(o.saut, o.saut + o.limite);
  return { cles: plage, offset: Math.min(total, total - de + o.saut), nommees: undefined };
}

/** Of a range whose bodies are not asked for. */
async function lignesSansCorps(base: Base, cles: readonly string[]): Promise<string[]> {
  const revs = await lireGagnantes(base, cles);
  return cles.flatMap((cle, i) => {
    const rev = revs[i];
    if (rev === undefined) return [];
    const id = JSON.stringify(idDe(cle));
    return [`{"id":${id},"key":${id},"value":{"rev":${JSON.stringify(rev)}}}`];
  });
}

/** The document of the revision that wins, as it is sent. */
async function documentDe(
  base: Base,
  arbre: string,
  g: Gagnante,
  lue: Enveloppe | undefined,
  details: Details,
): Promise<string> {
  const rendu = rendreGagnante(g, lue);
  if (rendu !== undefined) return rendu;
  const meta = JSON.parse(arbre) as Meta;
  const connues = feuilles(meta);
  const [f] = connues;
  const enveloppe = lue?._rev === g.rev ? lue : await lireRevision(base, meta, g.rev);
  return enveloppe && f ? rendreRevision(base, meta, connues, f, enveloppe, details) : 'null';
}

async function lignes(base: Base, lecture: Lecture, debut: number, o: Options): Promise<string[]> {
  const cles = lecture.cles.slice(debut, debut + LOT);
  if (!o.includeDocs && !lecture.nommees) return lignesSansCorps(base, cles);
  const arbres = await lireArbres(base, cles);
  const gagnantes = arbres.map((t) => (t === undefined ? undefined : gagnanteDe(t)));
  const seqs = gagnantes.map((g) => (g && !g.supprimee ? g.seq : 0));
  const enveloppes = o.includeDocs ? await lireEnveloppes(base, seqs) : [];
  const rendues: string[] = [];
  for (const [i, cle] of cles.entries()) {
    const arbre = arbres[i];
    const g = gagnantes[i];
    const id = lecture.nommees ? lecture.nommees[debut + i] : idDe(cle);
    const k = JSON.stringify(id);
    if (arbre === undefined || !g || (lecture.nommees && typeof id !== 'string')) {
      if (lecture.nommees) rendues.push(`{"key":${k},"error":"not_found"}`);
      continue;
    }
    const rev = JSON.stringify(g.rev);
    if (g.supprimee) {
      const doc = o.includeDocs ? ',"doc":null' : '';
      if (lecture.nommees) rendues.push(`{"id":${k},"key":${k},"value":{"rev":${rev},"deleted":true}${doc}}`);
      continue;
    }
    const doc = o.includeDocs ? `,"doc":${await documentDe(base, arbre, g, enveloppes[i], o.details)}` : '';
    rendues.push(`{"id":${k},"key":${k},"value":{"rev":${rev}}${doc}}`);
  }
  return rendues;
}

async function envoyerLecture(base: Base, o: Options, ecrire: (texte: string) => Promise<void>): Promise<void> {
  const lecture = choisir(base, o);
  const seq = o.updateSeq ? `,"update_seq":${JSON.stringify(ecrireSeq(base, sequenceActuelle(base)))}` : '';
  await ecrire(`{"total_rows":${base.index.cles.length},"offset":${lecture.offset}${seq},"rows":[\r\n`);
  let separateur = '';
  for (let i = 0; i < lecture.cles.length; i += LOT) {
    const lot = await lignes(base, lecture, i, o);
    // Bodies are many and long: each is written on its own.
    for (const ligne of o.includeDocs || lot.length === 0 ? lot : [lot.join(',\r\n')]) {
      await ecrire(separateur + ligne);
      separateur = ',\r\n';
    }
  }
  await ecrire('\r\n]}');
}

/** `_all_docs` and, with a prefix of ids, `_design_docs`. */
export async function tousLesDocuments(d: Demande, base: Base, requetes: boolean): Promise<void> {
  if (d.methode !== 'GET' && d.methode !== 'HEAD' && d.methode !== 'POST') throw methodeRefusee('GET,HEAD,POST');
  const corps = d.methode === 'POST' ? (await lireObjet(d)).objet : {};
  const { ecrire, vider } = ecrivain(d.res);
  if (requetes) {
    const { queries } = corps;
    if (!Array.isArray(queries)) throw mauvaiseRequete('`queries` must be an array.');
    const options = queries.map((r) => lireOptions(d.q, Object(r) as Record<string, unknown>));
    d.res.writeHead(200, entetesJson(d));
    await ecrire('{"results":[\r\n');
    for (const [i, o] of options.entries()) {
      if (i > 0) await ecrire(',\r\n');
      await envoyerLecture(base, o, ecrire);
    }
    await ecrire('\r\n]}\n');
  } else {
    const o = lireOptions(d.q, corps);
    d.res.writeHead(200, entetesJson(d));
    await envoyerLecture(base, o, ecrire);
    await ecrire('\n');
  }
  await vider();
  d.res.end();
}
