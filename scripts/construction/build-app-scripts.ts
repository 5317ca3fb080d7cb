import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const EN_LIGNE = /<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/g;
/** JSON blocks are data: nothing runs, the policy lets them be. */
const EST_DONNEE = /type="(?:application\/(?:ld\+)?json|speculationrules)"/;

export type Page = { html: string; scripts: Map<string, string> };

/**
 * Moves the inline scripts of a page to files named by their content, at the same place and in the same order: a script with
 * `src` and neither `async` nor `defer` still runs where it stands. `prefixe`: address of the folder of those files.
 */
export const sortirScripts = (html: string, prefixe: string): Page => {
  const scripts = new Map<string, string>();
  const sorti = html.replace(EN_LIGNE, (entier, attributs: string, code: string) => {
    if (EST_DONNEE.test(attributs) || code.trim() === '') return entier;
    const nom = `${createHash('sha256').update(code).digest('hex').slice(0, 20)}.js`;
    scripts.set(nom, code);
    return `<script${attributs} src="${prefixe}${nom}"></script>`;
  });
  return { html: sorti, scripts };
};

const DOSSIER = '_next/static/pages-scripts';

/** Does so for every page of the export; gives the number of files written. */
export const externaliserScripts = async (sortie: string): Promise<number> => {
  const noms = await readdir(sortie, { recursive: true });
  await mkdir(join(sortie, DOSSIER), { recursive: true });
  const ecrits = new Set<string>();
  for (const nom of noms.filter((n) => n.endsWith('.html'))) {
    const chemin = join(sortie, nom);
    const { html, scripts } = sortirScripts(await readFile(chemin, 'utf8'), `/${DOSSIER}/`);
    for (const [fichier, code] of scripts) {
      await writeFile(join(sortie, DOSSIER, fichier), code);
      ecrits.add(fichier);
    }
    await writeFile(chemin, html);
  }
  return ecrits.size;
};
