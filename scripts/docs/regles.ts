import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Regle = { id: string; texte: string };
export type Essai = { fichier: string; titre: string; regles: string[] };

/** Rules of later work: shown as « à venir », with the reason; every other rule must have a test. */
export const A_VENIR: Readonly<Record<string, string>> = {};

const ID = /^(?:[A-Z]{2}-\d+|R[GE])$/;

/** The rules of `regles.md`: the rows of its tables that begin with an id. */
export const lireRegles = (texte: string): Regle[] =>
  texte.split('\n').flatMap((ligne) => {
    const [, id, regle] = ligne.split('|').map((c) => c.trim());
    return id && regle && ID.test(id) ? [{ id, texte: regle }] : [];
  });

// The title is the first argument of `it`, `test` or `describe`, or of what `it.each(…)` and the like give back.
const TITRE = /\(\s*(['"`])((?:\[[A-Z]{2}(?:-\d+)?(?:\s*,\s*[A-Z]{2}(?:-\d+)?)*\]\s*)+(?:\\.|(?!\1)[^\\\n])*)\1/g;

/** Titles of tests that begin with rules, `[AP-3] …` or `[AP-3, AP-4] …`. */
export const lireTitres = (source: string): { titre: string; regles: string[] }[] =>
  [...source.matchAll(TITRE)].map(([, , brut = '']) => {
    const titre = brut.replace(/\\(['"`])/g, '$1');
    const tete = /^(?:\[[^\]]+\]\s*)+/.exec(titre)?.[0] ?? '';
    return { titre, regles: tete.match(/[A-Z]{2}(?:-\d+)?/g) ?? [] };
  });

const FICHIER_DE_TEST = /\.(test|contract|spec)\.tsx?$/;

export const lireEssais = (racine: string, dossiers: readonly string[]): Essai[] =>
  dossiers
    .filter((d) => existsSync(join(racine, d)))
    .flatMap((d) => readdirSync(join(racine, d), { recursive: true, encoding: 'utf8' }).map((f) => `${d}/${f}`))
    .filter((f) => FICHIER_DE_TEST.test(f) && !/(^|\/)(node_modules|out|\.next)\//.test(f))
    .sort()
    .flatMap((fichier) => lireTitres(readFileSync(join(racine, fichier), 'utf8')).map((t) => ({ fichier, ...t })));

export type Ecart = string;

/** What is wrong between rules and tests, as sentences. */
export const ecarts = (regles: readonly Regle[], essais: readonly Essai[]): Ecart[] => {
  const connues = new Set(regles.map((r) => r.id));
  const testees = new Set(essais.flatMap((e) => e.regles));
  return [
    ...regles
      .filter((r) => !testees.has(r.id) && !(r.id in A_VENIR))
      .map((r) => `${r.id} : aucun test ne commence par [${r.id}]`),
    ...essais
      .filter((e) => e.regles.some((r) => !connues.has(r)))
      .map((e) => `${e.fichier} : « ${e.titre} » nomme une règle inconnue`),
    ...Object.keys(A_VENIR)
      .filter((id) => !connues.has(id))
      .map((id) => `${id} : annoncée « à venir », absente de regles.md`),
  ];
};

const cellule = (t: string): string => t.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** The French table rule → tests, the same bytes for the same tree. */
export const tableReglesEtTests = (regles: readonly Regle[], essais: readonly Essai[]): string => {
  const lignes = regles.map(({ id }) => {
    const siens = essais.filter((e) => e.regles.includes(id));
    const titres = siens.map((e) => `${cellule(e.titre)} (\`${e.fichier}\`)`).join('<br>');
    const suite = A_VENIR[id] ? `à venir : ${A_VENIR[id]}` : '';
    return `| ${id} | ${siens.length} | ${[titres, suite].filter((t) => t !== '').join('<br>')} |`;
  });
  return ['| règle | tests | titres |', '|---|---|---|', ...lignes, ''].join('\n');
};
