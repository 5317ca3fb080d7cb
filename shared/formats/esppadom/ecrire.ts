import type { ReglagesEsppadom } from '../../domain/dases/table';
import { type Avis, type ChampEsppadom, ESPACES, ESPPADOM } from './esppadom';

/** What XML 1.0 cannot hold, even escaped: control characters, lone surrogates. */
const INTERDITS = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Nearly every value: nothing in it is to be escaped or left out. */
const TEL_QUEL = /^[\t\n\r !#-%'-;=?-\ud7ff\ue000-\ufffd]*$/;
const echapper = (t: string): string =>
  TEL_QUEL.test(t) ? t : t.replace(INTERDITS, '').replace(/[&<>"]/g, (c) => ENTITES[c] ?? c);

const attributs = (a: Record<string, string | undefined> | undefined): string =>
  Object.entries(a ?? {})
    .flatMap(([nom, v]) => (v === undefined ? [] : ` ${nom}="${echapper(v)}"`))
    .join('');

const CHEMINS = ESPPADOM.map((champ) => {
  const noms = champ.chemin.split('/');
  return { champ, parents: noms.slice(0, -1), feuille: noms.at(-1) ?? '' };
});

/** From one element to another: those that end are closed, those that begin are opened. */
const passage = (de: readonly string[], a: readonly string[]): string => {
  let commun = 0;
  while (commun < a.length && de[commun] === a[commun]) commun += 1;
  const fermes = de.slice(commun).reverse();
  return [...fermes.map((nom) => `</${nom}>`), ...a.slice(commun).map((nom) => `<${nom}>`)].join('');
};

type ChampEcrit = Pick<ChampEsppadom, 'valeur'> & { depuis: readonly string[] };

const TETE = '<ns:CrossIndustryDespatchAdvice>';
const PIED = '</ns:CrossIndustryDespatchAdvice>\n';

/**
 * Writes one CrossIndustryDespatchAdvice after another: elements are opened and closed as the paths of the table ask. What the settings
 * alone say, and all that stands between two values of the table, is made once: a visit is its values and what is between them.
 */
export const ecrivainAvis = (r: ReglagesEsppadom): ((a: Avis) => string) => {
  // Before each value: nothing yet, or one of the fields, whose element ends there.
  const fins = [
    { parents: [], fermante: TETE },
    ...CHEMINS.map((c) => ({ parents: c.parents, fermante: `</${c.feuille}>` })),
  ];
  const entre = (a: readonly string[]): string[] => fins.map((f) => f.fermante + passage(f.parents, a));
  const champs = CHEMINS.map(
    ({ champ, parents, feuille }): ChampEcrit => ({
      valeur: champ.valeur,
      depuis: entre(parents).map((t) => `${t}<${feuille}${attributs(champ.attributs?.(r))}>`),
    }),
  );
  const dernieres = entre([]).map((t) => t + PIED);
  return (a) => ecrire(a, r, champs, dernieres);
};

const ecrire = (a: Avis, r: ReglagesEsppadom, champs: readonly ChampEcrit[], dernieres: readonly string[]): string => {
  let xml = '';
  let avant = 0;
  let rang = 0;
  for (const { valeur: lire, depuis } of champs) {
    rang += 1;
    const valeur = lire(a, r);
    if (valeur === undefined) continue;
    xml += depuis[avant] ?? '';
    xml += echapper(valeur);
    avant = rang;
  }
  return xml + (dernieres[avant] ?? '');
};

export const DEBUT_ESPPADOM = `<?xml version="1.0" encoding="UTF-8"?>\n<ns:delivery versionID="1.4"${Object.entries(
  ESPACES,
)
  .map(([p, uri]) => ` xmlns:${p}="${uri}"`)
  .join('')}>\n`;
export const FIN_ESPPADOM = '</ns:delivery>\n';
