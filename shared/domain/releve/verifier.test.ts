import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Antenne } from '../../contrats/commun';
import { moisSchema } from '../../temps/types';
import { cloture, etatFige } from '../../testing/releves';
import { chainer, GENESE, type Hacher } from './chaine';
import { CHEMIN_HORODATAGES, CHEMIN_TETES, cheminChaine, cheminJeton, cheminObjet, cheminRegistre } from './chemins';
import { donneesReleve } from './donnees';
import { jsonCanonique } from './json-canonique';
import { scellerLigne } from './scelle';
import { derniereEmpreinte, ecrireTetes, TETES_VIDES, type Tetes } from './tetes';
import { verifierArchive } from './verifier';
import type { CodeDefaut } from './vue-archive';

const hacher: Hacher = (t) => createHash('sha256').update(t).digest('hex');
type Archive = Map<string, Buffer>;

const MOIS = ['2026-09', '2026-10'].map((m) => moisSchema.parse(m));
const ANTENNES: Antenne[] = ['EST', 'SUD'];
const etats = ['U1', 'U2', 'U3'].map((id) => etatFige(id, {}, 1));

/** A register of two years over these months, its last line dated by an authority. */
const archiverRegistre = (archive: Archive, tetes: Tetes): void => {
  let precedent = GENESE;
  for (const [i, annee] of ['2026', '2027'].entries()) {
    let n = 0;
    let texte = '';
    const ajouter = (ligne: object): void => {
      const l = scellerLigne({ ...ligne, n, precedent }, hacher);
      texte += l.texte;
      precedent = l.empreinte;
      n += 1;
    };
    ajouter({ format: 'telegestion/registre', version: 1, genre: 'OUVERTURE', annee });
    for (const antenne of ANTENNES) {
      const m = tetes.antennes[antenne]?.[i];
      if (m) ajouter({ genre: 'MOIS', antenne, mois: m.mois, entrees: m.entrees, racine: m.empreinte });
    }
    archive.set(cheminRegistre(annee), Buffer.from(texte));
    tetes.registre.push({ annee, lignes: n, empreinte: precedent });
  }
  const racine = precedent;
  const jeton = Buffer.from('jeton');
  archive.set(cheminJeton(racine), jeton);
  const sujet = { annee: '2027', ligne: 2, racine, instant: cloture().instant };
  const absence = scellerLigne(
    { ...sujet, n: 0, precedent: GENESE, genre: 'ABSENCE', code: 'INJOIGNABLE', motif: 'l’autorité ne répond pas' },
    hacher,
  );
  const date = scellerLigne(
    { ...sujet, n: 1, precedent: absence.empreinte, genre: 'JETON', reponse: hacher('jeton') },
    hacher,
  );
  archive.set(CHEMIN_HORODATAGES, Buffer.from(absence.texte + date.texte));
  tetes.horodatages = { lignes: 2, empreinte: date.empreinte };
};

/** Two antennas, two months, three statements each, in memory. */
const archiveEntiere = (): Archive => {
  const archive: Archive = new Map();
  const tetes: Tetes = { ...TETES_VIDES, antennes: {}, registre: [] };
  for (const antenne of ANTENNES)
    for (const mois of MOIS) {
      const c = { numero: 1, auteur: 'A', instant: cloture().instant, empreinte: 'e' };
      const pieces = etats.map((etat) => {
        const texte = jsonCanonique(donneesReleve({ ...etat, antenne, mois }, cloture({ antenne, mois })));
        const pdf = `%PDF de ${antenne} ${mois} ${etat.usagerId}`;
        archive.set(cheminObjet(hacher(texte), 'json'), Buffer.from(texte));
        archive.set(cheminObjet(hacher(pdf), 'pdf'), Buffer.from(pdf));
        return { usagerId: etat.usagerId, pdf: hacher(pdf), donnees: hacher(texte) };
      });
      const precedent = derniereEmpreinte(tetes, antenne);
      const { texte, empreinte } = chainer({ antenne, mois, cloture: c, precedent }, pieces, hacher);
      archive.set(cheminChaine(antenne, mois), Buffer.from(texte));
      tetes.antennes[antenne] = [...(tetes.antennes[antenne] ?? []), { mois, entrees: pieces.length, empreinte }];
    }
  archiverRegistre(archive, tetes);
  return archive.set(CHEMIN_TETES, Buffer.from(ecrireTetes(tetes, hacher)));
};

const ENTIERE = archiveEntiere();
const CHEMINS = [...ENTIERE.keys()].sort();
const CHAINES = CHEMINS.filter((c) => c.startsWith('chaines/'));
const copie = (): Archive => new Map(ENTIERE);

const verifier = (archive: Archive) =>
  verifierArchive({
    chemins: [...archive.keys()],
    texte: async (c) => archive.get(c)?.toString('utf8'),
    empreinte: async (c) => {
      const octets = archive.get(c);
      return octets && createHash('sha256').update(octets).digest('hex');
    },
    hacher,
  });

const defauts = async (archive: Archive) => (await verifier(archive)).defauts;
/** The defect is found, in that file, with a sentence that says what to do. */
const trouve = async (archive: Archive, code: CodeDefaut, fichier: string): Promise<void> => {
  const liste = await defauts(archive);
  expect(liste.map((d) => [d.code, d.fichier])).toContainEqual([code, fichier]);
  for (const d of liste) expect(d.message).toMatch(/Remettez|mettez|Mettez|Lancez/);
};

const modifierLignes = (chemin: string, f: (lignes: string[]) => string[]): Archive => {
  const archive = copie();
  const lignes = (archive.get(chemin)?.toString() ?? '').trimEnd().split('\n');
  return archive.set(chemin, Buffer.from(`${f(lignes).join('\n')}\n`));
};

const [chaine = '', suivante = ''] = CHAINES;
const pdf = CHEMINS.find((c) => c.endsWith('.pdf')) ?? '';

describe('verifierArchive', () => {
  it('[RE] an archive as it was written has no defect, and gives its heads', async () => {
    const r = await verifier(copie());
    expect(r).toMatchObject({ releves: 12, chaines: 4, defauts: [], jetons: 1, elimines: [], trous: [] });
    expect(r.mois.map((m) => m.instant)).toEqual(Array.from({ length: 4 }, () => cloture().instant));
    expect(Object.keys(r.tetes)).toEqual(['EST', 'SUD']);
  });

  it('[RE] any byte altered, anywhere, is found in its file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CHEMINS),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 255 }),
        async (chemin, place, ecart) => {
          const octets = Buffer.from(ENTIERE.get(chemin) ?? '');
          const i = place % octets.length;
          octets[i] = (octets[i] ?? 0) ^ ecart;
          expect((await defauts(copie().set(chemin, octets))).map((d) => d.fichier)).toContain(chemin);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('[RE] any file removed, cut, lengthened or put in the place of another is found', async () => {
    const geste = fc.constantFrom('retirer', 'couper', 'allonger', 'echanger', 'ajouter');
    const fichier = fc.constantFrom(...CHEMINS);
    await fc.assert(
      fc.asyncProperty(geste, fichier, fichier, fc.nat(1_000_000), async (g, un, autre, n) => {
        fc.pre(g !== 'echanger' || un !== autre);
        const archive = copie();
        const octets = Buffer.from(ENTIERE.get(un) ?? '');
        if (g === 'retirer') archive.delete(un);
        else if (g === 'couper') archive.set(un, octets.subarray(0, n % octets.length));
        else if (g === 'allonger') archive.set(un, Buffer.concat([octets, Buffer.from([n % 256])]));
        else if (g === 'ajouter') archive.set(`objets/ff/${n}.pdf`, octets);
        else archive.set(un, ENTIERE.get(autre) ?? octets).set(autre, octets);
        expect(await defauts(archive)).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('[RE] lines of a chain removed, doubled or in another order are found in that chain', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CHAINES), fc.array(fc.nat(3), { maxLength: 6 }), async (chemin, ordre) => {
        fc.pre(ordre.join() !== '0,1,2,3');
        const archive = modifierLignes(chemin, (l) => ordre.map((i) => l[i] ?? ''));
        expect((await defauts(archive)).map((d) => d.fichier)).toContain(chemin);
      }),
      { numRuns: 300 },
    );
  });

  it('[RE] a statement altered, missing or in excess is named', async () => {
    await trouve(copie().set(pdf, Buffer.from('%PDF autre')), 'ALTERE', pdf);
    const sans = copie();
    sans.delete(pdf);
    await trouve(sans, 'MANQUANT', pdf);
    await trouve(copie().set('objets/00/inconnu.pdf', Buffer.from('x')), 'EN_TROP', 'objets/00/inconnu.pdf');
  });

  it('[RE] lines out of order, missing, or cut at the end are named', async () => {
    await trouve(
      modifierLignes(chaine, ([o, a, b, c]) => [o, b, a, c].map(String)),
      'ORDRE',
      chaine,
    );
    await trouve(
      modifierLignes(chaine, ([o, a, , c]) => [o, a, c].map(String)),
      'MANQUANT',
      chaine,
    );
    await trouve(
      modifierLignes(chaine, (l) => l.slice(0, -1)),
      'MANQUANT',
      chaine,
    );
    await trouve(
      modifierLignes(chaine, (l) => l.slice(1)),
      'TRONQUE',
      chaine,
    );
    await trouve(
      modifierLignes(chaine, (l) => [...l, String(l[3])]),
      'EN_TROP',
      chaine,
    );
    await trouve(copie().set(chaine, (ENTIERE.get(chaine) ?? Buffer.alloc(0)).subarray(0, -1)), 'TRONQUE', chaine);
  });

  it('[RE] a month put in the place of another is named', async () => {
    const archive = copie().set(chaine, ENTIERE.get(suivante) ?? Buffer.alloc(0));
    await trouve(archive, 'ECHANGE', chaine);
  });

  it('[RE] a whole month that has gone, even the last with all its files, is missed by name', async () => {
    const archive = copie();
    archive.delete(suivante);
    await trouve(archive, 'MANQUANT', suivante);
    const decapitee = copie();
    decapitee.delete(CHEMIN_TETES);
    await trouve(decapitee, 'MANQUANT', CHEMIN_TETES);
  });

  it('[RE] a chain rewritten with its hashes no longer follows, nor ends as it must', async () => {
    const piece = { usagerId: 'U9', pdf: hacher('p'), donnees: hacher('d') };
    const c = { numero: 1, auteur: 'A', instant: cloture().instant, empreinte: 'e' };
    const [mois = moisSchema.parse('2026-09')] = MOIS;
    const { texte } = chainer({ antenne: 'EST', mois, cloture: c, precedent: hacher('?') }, [piece], hacher);
    const archive = copie().set(cheminChaine('EST', mois), Buffer.from(texte));
    await trouve(archive, 'ALTERE', cheminChaine('EST', mois));
    await trouve(archive, 'ORDRE', cheminChaine('EST', mois));
  });
});
