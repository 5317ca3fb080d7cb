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

type ChampEcrit = Pick<ChampEsppadom, 'valeur'> & { ouvrante: string; fermante: string; depuis: readonly string[] };

/**
 * Writes one CrossIndustryDespatchAdvice after another: elements are opened and closed as the paths of the table ask. What the settings
 * alone say, and what stands between two fields of the table, is made once.
 */
export const ecrivainAvis = (r: ReglagesEsppadom): ((a: Avis) => string) => {
  const parents = [[], ...CHEMINS.map((c) => c.parents)];
  const champs = CHEMINS.map(
    ({ champ, parents: siens, feuille }): ChampEcrit => ({
      valeur: champ.valeur,
      ouvrante: `<${feuille}${attributs(champ.attributs?.(r))}>`,
      fermante: `</${feuille}>`,
      // After nothing, then after each of the fields.
      depuis: parents.map((avant) => passage(avant, siens)),
    }),
  );
  const fins = parents.map((avant) => passage(avant, []));
  return (a) => ecrire(a, r, champs, fins);
};

const ecrire = (a: Avis, r: ReglagesEsppadom, champs: readonly ChampEcrit[], fins: readonly string[]): string => {
  let xml = '<ns:CrossIndustryDespatchAdvice>';
  let avant = 0;
  for (const [n, { valeur: lire, ouvrante, fermante, depuis }] of champs.entries()) {
    const valeur = lire(a, r);
    if (valeur === undefined) continue;
    xml += (depuis[avant] ?? '') + ouvrante + echapper(valeur) + fermante;
    avant = n + 1;
  }
  return `${xml}${fins[avant] ?? ''}</ns:CrossIndustryDespatchAdvice>\n`;
};

export const DEBUT_ESPPADOM = `<?xml version="1.0" encoding="UTF-8"?>\n<ns:delivery versionID="1.4"${Object.entries(
  ESPACES,
)
  .map(([p, uri]) => ` xmlns:${p}="${uri}"`)
  .join('')}>\n`;
export const FIN_ESPPADOM = '</ns:delivery>\n';
