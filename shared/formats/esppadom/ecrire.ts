import type { ReglagesEsppadom } from '../../domain/dases/table';
import { type Avis, ESPACES, ESPPADOM } from './esppadom';

/** What XML 1.0 cannot hold, even escaped: control characters, lone surrogates. */
const INTERDITS = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const echapper = (t: string): string => t.replace(INTERDITS, '').replace(/[&<>"]/g, (c) => ENTITES[c] ?? c);

const attributs = (a: Record<string, string | undefined> | undefined): string =>
  Object.entries(a ?? {})
    .flatMap(([nom, v]) => (v === undefined ? [] : ` ${nom}="${echapper(v)}"`))
    .join('');

const CHEMINS = ESPPADOM.map((champ) => ({ champ, chemin: champ.chemin.split('/') }));

/** One CrossIndustryDespatchAdvice; elements are opened and closed as the paths of the table ask. */
export const ecrireAvis = (a: Avis, r: ReglagesEsppadom): string => {
  let ouverts: string[] = [];
  let xml = '<ns:CrossIndustryDespatchAdvice>';
  const fermerJusqua = (n: number): void => {
    for (let i = ouverts.length - 1; i >= n; i--) xml += `</${ouverts[i]}>`;
    ouverts = ouverts.slice(0, n);
  };
  for (const { champ, chemin } of CHEMINS) {
    const valeur = champ.valeur(a, r);
    if (valeur === undefined) continue;
    const parents = chemin.slice(0, -1);
    const feuille = chemin.at(-1) ?? '';
    let commun = 0;
    while (commun < parents.length && ouverts[commun] === parents[commun]) commun += 1;
    fermerJusqua(commun);
    for (const nom of parents.slice(commun)) {
      xml += `<${nom}>`;
      ouverts.push(nom);
    }
    xml += `<${feuille}${attributs(champ.attributs?.(r))}>${echapper(valeur)}</${feuille}>`;
  }
  fermerJusqua(0);
  return `${xml}</ns:CrossIndustryDespatchAdvice>\n`;
};

export const DEBUT_ESPPADOM = `<?xml version="1.0" encoding="UTF-8"?>\n<ns:delivery versionID="1.4"${Object.entries(
  ESPACES,
)
  .map(([p, uri]) => ` xmlns:${p}="${uri}"`)
  .join('')}>\n`;
export const FIN_ESPPADOM = '</ns:delivery>\n';
