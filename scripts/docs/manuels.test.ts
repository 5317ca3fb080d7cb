import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { ancre, MANUELS } from '#shared/manuels/manuels';
import { capturesDe } from '../../app/_ecrans/cadre/aide/manuel';
import { type GroupeRaccourcis, RACCOURCIS } from '../../app/_ui/raccourcis';
import { COMMANDES } from '../../sync-server/cli/commandes';
import { VARIABLES as VARIABLES_SERVEUR } from '../../sync-server/config';
import { VARIABLES as VARIABLES_SVI } from '../../telephony/config';
import { ECRANS, ECRANS_ADMINISTRATION, ECRANS_PUBLICS } from '../captures/ecrans';

// What a manual names exists in the product: a label that changes makes the manual fail, not the person who follows it.

const racine = join(dirname(fileURLToPath(import.meta.url)), '../..');
const lire = (chemin: string): string => readFileSync(join(racine, chemin), 'utf8');
const normaliser = (t: string): string => t.replace(/\s+/g, ' ').trim();

const TEXTES = MANUELS.map((m) => ({ ...m, texte: lire(`docs/manuels/${m.fichier}.md`) }));
/** Those in which bold is what one reads on a screen. */
const D_ECRAN = TEXTES.filter((m) => ['utilisation', 'navigateurs', 'formation'].includes(m.fichier));

/** Everything that the screens may write: strings, pieces of templates and texts of the sources. */
const motsDesEcrans = (): Set<string> => {
  const mots = new Set<string>();
  const noter = (t: string): void => {
    const n = normaliser(t);
    if (n !== '') mots.add(n);
  };
  const visiter = (noeud: ts.Node): void => {
    if (ts.isStringLiteralLike(noeud) || ts.isJsxText(noeud)) noter(noeud.text);
    else if (ts.isTemplateHead(noeud) || ts.isTemplateMiddleOrTemplateTail(noeud)) noter(noeud.text);
    ts.forEachChild(noeud, visiter);
  };
  for (const dossier of ['app/_ecrans', 'app/_ui', 'shared']) {
    for (const f of readdirSync(join(racine, dossier), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(f) || /\.test\.|testing\//.test(f)) continue;
      const jsx = f.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
      visiter(ts.createSourceFile(f, lire(`${dossier}/${f}`), ts.ScriptTarget.ES2023, false, jsx));
    }
  }
  return mots;
};

const code = (texte: string): string[] => [
  ...[...texte.matchAll(/```[a-z]*\n([\s\S]*?)```/g)].flatMap(([, c = '']) => c.split('\n')),
  ...[...texte.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, c = '']) => c),
];

describe('les manuels', () => {
  it.each(TEXTES)('$fichier : son titre est celui de la table, chaque titre a son ancre à lui', ({ titre, texte }) => {
    const titres = [...texte.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, t = '']) => t);
    expect(titres[0]?.replaceAll("'", '’')).toBe(titre);
    expect(titres.filter((t, i) => titres.findIndex((u) => ancre(u) === ancre(t)) !== i)).toEqual([]);
  });

  it.each(TEXTES)('$fichier : chaque lien mène quelque part', ({ texte }) => {
    const liens = [...texte.matchAll(/\]\(([^)\s]+)\)/g)].map(([, l = '']) => l).filter((l) => !/^https?:/.test(l));
    const ancres = (t: string): string[] => [...t.matchAll(/^#+ (.+)$/gm)].map(([, x = '']) => ancre(x));
    const perdus = liens.filter((l) => {
      const [chemin = '', suite] = l.split('#');
      const cible = chemin === '' ? undefined : join('docs/manuels', chemin);
      if (cible !== undefined && !existsSync(join(racine, cible))) return true;
      return suite !== undefined && !ancres(cible === undefined ? texte : lire(cible)).includes(suite);
    });
    expect(perdus).toEqual([]);
  });

  it('chaque capture montrée est prise par « npm run captures », et chaque écran a la sienne dans le manuel', () => {
    const ecrans = [...ECRANS, ...ECRANS_ADMINISTRATION, ...ECRANS_PUBLICS].map((e) => e.nom);
    const montrees = TEXTES.flatMap((m) => capturesDe(m.texte));
    expect(montrees.filter((c) => !ecrans.includes(c))).toEqual([]);
    expect(montrees.filter((c) => !existsSync(join(racine, `docs/captures/${c}.png`)))).toEqual([]);
  });

  it('chaque mot en gras se lit sur un écran', () => {
    const mots = [...motsDesEcrans()];
    const connu = (l: string): boolean =>
      mots.some((m) => m === l || (m.startsWith(l) && !/^[\p{L}\p{N}]/u.test(m.slice(l.length))));
    const gras = D_ECRAN.flatMap((m) => [...m.texte.matchAll(/\*\*([^*]+)\*\*/g)].map(([, l = '']) => normaliser(l)));
    expect([...new Set(gras)].filter((l) => !connu(l))).toEqual([]);
  });

  it('chaque touche existe, au clavier de l’extranet ou à celui du téléphone', () => {
    const groupes = Object.values<GroupeRaccourcis>(RACCOURCIS);
    const connues = new Set<string>([
      ...'0123456789#*',
      'Tab',
      ...groupes.flatMap((g) => g.raccourcis.flatMap((r) => r.touches.flat())),
    ]);
    const touches = TEXTES.flatMap((m) => [...m.texte.matchAll(/<kbd>([^<]+)<\/kbd>/g)].map(([, t = '']) => t));
    // Ctrl C ends a command in a terminal.
    expect([...new Set(touches)].filter((t) => !connues.has(t) && t !== 'C')).toEqual([]);
  });

  it('chaque commande existe, avec ses options', () => {
    const commandes = new Map(COMMANDES.map((c) => [c.syntaxe.split(' ')[0] ?? '', c]));
    const fausses = TEXTES.flatMap((m) => code(m.texte)).flatMap((ligne) => {
      const [, nom, suite = ''] = /\btelegestion ([a-z-]+)(.*)/.exec(ligne) ?? [];
      if (nom === undefined) return [];
      const permises = (commandes.get(nom)?.options ?? []).map(([o]) => o.split(' ')[0]);
      const options = suite.match(/--[a-z-]+/g) ?? [];
      const bonnes = commandes.has(nom) && options.every((o) => permises.includes(o) || o === '--json');
      return bonnes ? [] : [ligne];
    });
    expect(fausses).toEqual([]);
    const { scripts } = JSON.parse(lire('package.json')) as { scripts: Record<string, string> };
    const npm = TEXTES.flatMap((m) => [...m.texte.matchAll(/npm run ([a-z:-]+)/g)].map(([, s = '']) => s));
    expect(npm.filter((s) => !(s in scripts))).toEqual([]);
  });

  it('chaque réglage et chaque paramètre existent', () => {
    const reglages = new Set([...VARIABLES_SERVEUR.map((v) => v.nom), ...Object.keys(VARIABLES_SVI)] as string[]);
    const mots = TEXTES.filter((m) => m.fichier !== 'interfaces').flatMap((m) => code(m.texte));
    const nommes = mots.flatMap((c) => c.match(/^[A-Z]+(?:_[A-Z]+)+$/) ?? []);
    expect(nommes.filter((v) => !reglages.has(v))).toEqual([]);
    const cles = D_ECRAN.flatMap((m) => code(m.texte)).flatMap((c) => c.match(/^[a-z]+[A-Z][A-Za-z]+$/) ?? []);
    expect(cles.filter((c) => !(c in PARAMETRES))).toEqual([]);
  });
});
