import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import { chainer, type Piece } from '#shared/domain/releve/chaine';
import { CHEMIN_TETES, cheminChaine, cheminObjet, cheminRegistre } from '#shared/domain/releve/chemins';
import { type DonneesReleve, donneesReleve } from '#shared/domain/releve/donnees';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { scellerLigne } from '#shared/domain/releve/scelle';
import { ecrireTetes, lireTetes } from '#shared/domain/releve/tetes';
import { verifierArchive } from '#shared/domain/releve/verifier';
import type { DateCivile, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { hacher, vueDossier } from '../../../adapters/dossier';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { lireCloture } from '../../../store/lectures/clos';
import { lirePlage } from '../../../store/lire';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { oublierArchive } from '../testing/oublier';
import { archiver } from './archiver';
import { lireSujets } from './sujets';
import { trouverReleves } from './trouver';

// [CL-4, RE] What late facts change of a closed month is said, for ten years, by the statement of the closing that found it.

const [OCTOBRE, NOVEMBRE] = ['2026-10', '2026-11'] as [Mois, Mois];
const PROGRAMME = fileURLToPath(new URL('../../../../bin/verifier-archive', import.meta.url));

let s: BancCloture;
let dossier: string;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10), ligneApa('M2', 10), ligneApa('M3', 10), ligneApa('M4', 10)]);
  const visite = (id: string, jour: string, usagerId: string) =>
    s.pointer(id, paris(`${jour} 08:00`), paris(`${jour} 09:00`), { usagerId });
  await visite('A', '2026-10-05', 'M1');
  await visite('B', '2026-10-06', 'M3');
  await visite('C', '2026-10-07', 'M4');
  // M2 goes from South to East on the first of November, in the night of which they were visited; so were M1 and M4.
  await s.usager('SUD', 'M2', (u) => ({
    ...u,
    antennes: [...u.antennes, { antenne: 'EST', depuis: '2026-11-01' as DateCivile }],
  }));
  for (const usagerId of ['M1', 'M2', 'M4'])
    await s.pointer(`N${usagerId}`, paris('2026-11-01 00:05'), paris('2026-11-01 01:00'), { usagerId });
  s.aller('2026-11-02T08:00:00Z');
  await s.tourner();
  const veille = { debut: paris('2026-10-31 23:50') };
  // One in time, of October whose closing has it; the others once it is closed.
  await s.corriger(await s.intervention('SUD', 'NM4A'), 'HORAIRE', veille);
  await s.clore(OCTOBRE, ['SUD', 'EST']);
  await s.corriger(await s.intervention('SUD', 'NM1A'), 'HORAIRE', veille);
  await s.corriger(await s.intervention('EST', 'NM2A'), 'HORAIRE', veille);
  await s.corriger(await s.intervention('SUD', 'AA'), 'HORAIRE', { fin: paris('2026-10-05 10:30') });
  await s.corriger(await s.intervention('SUD', 'BA'), 'SUPPRESSION', { motif: 'ABSENCE_USAGER' });
  await s.pointer('T', paris('2026-10-21 08:00'), paris('2026-10-21 09:00'), { usagerId: 'M1' });
  await visite('D', '2026-11-10', 'M1');
  await visite('E', '2026-11-11', 'M2');
  s.aller('2026-12-02T08:00:00Z');
  await s.clore(NOVEMBRE, ['SUD', 'EST']);
});
afterAll(() => s.b.fermer());
beforeEach(async () => {
  await oublierArchive(s.b.magasin);
  dossier = join(await s.b.dossier(), 'archive');
});

const archiverMois = async (mois: Mois, antennes: readonly Antenne[] = ['SUD', 'EST']): Promise<number[]> => {
  const r = await archiver(
    { magasin: s.b.magasin, horloge: s.maintenant, dossier },
    { mois, antennes, auteur: 'essai' },
  );
  if (!r.ok) throw new Error(r.refus.message);
  return r.valeur.antennes.map((a) => a.ecrits);
};
const contenu = async (): Promise<Record<string, string>> => {
  const fichiers: Record<string, string> = {};
  for (const n of (await readdir(dossier, { recursive: true })).sort())
    if ((await stat(join(dossier, n))).isFile()) fichiers[n] = (await readFile(join(dossier, n))).toString('latin1');
  return fichiers;
};
const defauts = async () => {
  const vue = await vueDossier(dossier);
  if (!vue) throw new Error('pas de dossier');
  return (await verifierArchive(vue)).defauts;
};
/** Other data for a usager's statement of November, and all that seals it made again: as who holds the whole folder could. */
const resceller = async (usagerId: string, texte: string): Promise<void> => {
  const chemin = cheminChaine('SUD', NOVEMBRE);
  const lignes = (await readFile(join(dossier, chemin), 'utf8')).trim().split('\n');
  const [ouverture, ...entrees] = lignes.map((l) => JSON.parse(l));
  const pdf = `%PDF-1.4 ${hacher(texte)}`;
  const objets = [cheminObjet(hacher(texte), 'json'), cheminObjet(hacher(pdf), 'pdf')];
  for (const [n, octets] of [texte, pdf].entries()) {
    await mkdir(dirname(join(dossier, objets[n] ?? '')), { recursive: true });
    await writeFile(join(dossier, objets[n] ?? ''), octets);
  }
  const pieces: Piece[] = [];
  for (const { usagerId: id, pdf: sien, donnees } of entrees) {
    const autre = id === usagerId;
    if (autre && donnees !== hacher(texte)) await rm(join(dossier, cheminObjet(donnees, 'json')));
    if (autre) await rm(join(dossier, cheminObjet(sien, 'pdf')));
    pieces.push(
      autre ? { usagerId: id, pdf: hacher(pdf), donnees: hacher(texte) } : { usagerId: id, pdf: sien, donnees },
    );
  }
  const { antenne, mois, cloture, precedent } = ouverture;
  const chaine = chainer({ antenne, mois, cloture, precedent }, pieces, hacher);
  await writeFile(join(dossier, chemin), chaine.texte);
  const tetes = lireTetes(await readFile(join(dossier, CHEMIN_TETES), 'utf8'), hacher);
  const [annee] = tetes?.registre ?? [];
  if (!tetes || !annee) throw new Error('une année');
  const registre = join(dossier, cheminRegistre(annee.annee));
  const [premiere = ''] = (await readFile(registre, 'utf8')).split('\n');
  const lien = { n: 1, precedent: JSON.parse(premiere).empreinte };
  const quoi = { genre: 'MOIS', antenne, mois, entrees: pieces.length, racine: chaine.empreinte };
  const seconde = scellerLigne({ ...lien, ...quoi }, hacher);
  await writeFile(registre, `${premiere}\n${seconde.texte}`);
  const faites = {
    ...tetes,
    antennes: { SUD: [{ mois: NOVEMBRE, entrees: pieces.length, empreinte: chaine.empreinte }] },
    registre: [{ ...annee, empreinte: seconde.empreinte }],
  };
  await writeFile(join(dossier, CHEMIN_TETES), ecrireTetes(faites, hacher));
};

const releve = async (usagerId: string, mois: Mois, antenne: Antenne = 'SUD') => {
  const r = await trouverReleves(dossier, { usagerId, mois, antennes: [antenne] });
  const [trouve] = r.ok ? r.valeur : [];
  if (!trouve) return undefined;
  const donnees: DonneesReleve = JSON.parse(trouve.donnees);
  return { donnees, texte: textesDuPdf(Buffer.from(trouve.pdf)).flat().join(' ').replaceAll('\u00a0', ' ') };
};

describe('statements of a month whose closing rectified closed ones', () => {
  it('[CL-4] [RE] of a usager who has visits too: which visit, what was counted, what is now, by which correction or late call', async () => {
    await archiverMois(OCTOBRE);
    await archiverMois(NOVEMBRE);
    const octobre = await releve('M1', OCTOBRE);
    expect([octobre?.donnees.version, octobre?.texte.includes('Rectification')]).toEqual([4, false]);
    const novembre = await releve('M1', NOVEMBRE);
    expect(novembre?.donnees.version).toBe(5);
    for (const t of [
      'Rectification de mois déjà clos',
      'Ce relevé rectifie aussi 3 visites d’octobre 2026.',
      'lun. 5 oct.',
      '8 h 00 – 10 h 30',
      'Horaire corrigé : départ à 10 h 30.',
      'mer. 21 oct.',
      'non comptée',
      'connus du service le',
    ])
      expect(novembre?.texte).toContain(t);
    // Punched in November, counted in October, whose statement does not have it.
    expect(novembre?.texte).not.toContain('Comptée sur le relevé');
    expect(novembre?.texte).toMatch(/Comptée parmi les heures d’octobre\s+2026 : voir/);
  });

  it('[CL-4] [RE] of a usager who has no visit in the month: a statement all the same, found as any other, which says who they are', async () => {
    await archiverMois(NOVEMBRE);
    const r = await releve('M3', NOVEMBRE);
    expect(r?.donnees.etat).toMatchObject({ usagerId: 'M3', mois: NOVEMBRE, visites: [], bruts: [] });
    expect(r?.donnees.complement?.visites[0]?.devenir).toMatchObject({ statut: 'ANNULEE' });
    expect(r?.texte).toContain(String(r?.donnees.etat.usager?.nom));
    expect(r?.texte).toContain('Aucune visite n’est comptée pour le mois de novembre 2026.');
    expect(r?.texte).toContain('plus comptée');
    expect(r?.texte).toContain('Visite annulée. Motif : Absence de l’usager.');
    expect(JSON.stringify(await contenu())).not.toMatch(/gestion01|auteurNom|auteurRole/);
  });

  it('[RE] « Comptée sur le relevé d’octobre » where October was closed with it; not where another antenna’s closing has it since', async () => {
    await archiverMois(OCTOBRE);
    await archiverMois(NOVEMBRE);
    const aTemps = await releve('M4', NOVEMBRE);
    expect(aTemps?.texte).toMatch(/Comptée sur le relevé d’octobre\s+2026/);
    expect(aTemps?.donnees.version).toBe(4);
    expect((await releve('M4', OCTOBRE))?.donnees.etat.visites.map((v) => v.interventionId)).toContain('NM4A');
    const apres = await releve('M2', NOVEMBRE, 'EST');
    expect(apres?.donnees.ailleurs).toEqual(['NM2A']);
    expect(apres?.texte).toMatch(/Comptée parmi les heures d’octobre\s+2026/);
    expect(apres?.texte).not.toContain('Comptée sur le relevé');
    expect((await releve('M2', NOVEMBRE))?.donnees.complement?.visites[0]?.nouveau?.interventionId).toBe('NM2A');
  });

  it('[CL-2] [RE] made again, elsewhere or where something has gone, they have the same bytes; both checkers find them whole', async () => {
    await archiverMois(OCTOBRE);
    await archiverMois(NOVEMBRE);
    const avant = await contenu();
    expect(await archiverMois(NOVEMBRE)).toEqual([0, 0]);
    await rm(join(dossier, 'objets'), { recursive: true });
    await rm(join(dossier, cheminChaine('SUD', NOVEMBRE)));
    await archiverMois(OCTOBRE);
    await archiverMois(NOVEMBRE);
    expect(await contenu()).toEqual(avant);
    expect(await defauts()).toEqual([]);
    const r = spawnSync(process.execPath, [PROGRAMME, dossier], { encoding: 'utf8' });
    expect([r.status, r.stderr]).toEqual([0, '']);
    await rm(dossier, { recursive: true });
    await oublierArchive(s.b.magasin);
    await archiverMois(OCTOBRE);
    await archiverMois(NOVEMBRE);
    expect(await contenu()).toEqual(avant);
  });

  it('[RE] what is rectified of someone else, in a statement that all is sealed anew for, is found by both checkers', async () => {
    await archiverMois(NOVEMBRE, ['SUD']);
    const [m1, m3] = [await releve('M1', NOVEMBRE), await releve('M3', NOVEMBRE)];
    if (!m1 || !m3) throw new Error('archivés');
    for (const [complement, attendu] of [
      [m1.donnees.complement, []],
      [m3.donnees.complement, ['ECHANGE']],
    ] as const) {
      await resceller('M1', jsonCanonique({ ...m1.donnees, complement }));
      expect((await defauts()).map((d) => d.code)).toEqual(attendu);
      const r = spawnSync(process.execPath, [PROGRAMME, dossier, '--json'], { encoding: 'utf8' });
      expect(JSON.parse(r.stdout).defauts.map((d: { code: string }) => d.code)).toEqual(attendu);
    }
  });

  it('[CL-2] a month archived before statements said it stays as it was: same statements, same bytes, whatever has gone', async () => {
    const cloture = await lireCloture(s.b.magasin, 'SUD', NOVEMBRE);
    const sujets = cloture && (await lireSujets(s.b.magasin, cloture));
    const m1 = sujets?.find((x) => x.etat.usagerId === 'M1');
    if (!cloture || !m1) throw new Error('clos');
    const texte = jsonCanonique(donneesReleve(m1.etat, cloture, 4));
    const commence = join(dossier, cheminObjet(hacher(texte), 'json'));
    await mkdir(dirname(commence), { recursive: true });
    await writeFile(commence, texte);
    await archiverMois(NOVEMBRE, ['SUD']);
    const avant = await contenu();
    expect(Object.keys(avant).filter((n) => n.endsWith('.json') && n.startsWith('objets'))).toHaveLength(2);
    expect(await releve('M3', NOVEMBRE)).toBeUndefined();
    expect((await releve('M1', NOVEMBRE))?.donnees.version).toBe(4);
    for (const perdre of [
      () => rm(commence),
      () => rm(join(dossier, cheminChaine('SUD', NOVEMBRE))),
      async () => {
        // Nothing is left that says of which version it was, but the hash of its chain.
        await rm(join(dossier, cheminChaine('SUD', NOVEMBRE)));
        await rm(join(dossier, 'objets'), { recursive: true });
      },
    ]) {
      await perdre();
      await archiverMois(NOVEMBRE, ['SUD']);
      expect(await contenu()).toEqual(avant);
      expect(await defauts()).toEqual([]);
    }
  });

  it('[CL-2] a complement that is no longer the one that left is not archived', async () => {
    const [c] = await lirePlage<{ _id: string; visites: object[] }>(s.b.magasin, 'tg-antenne-sud', {
      debut: `complement:${NOVEMBRE}:`,
      fin: `complement:${NOVEMBRE};`,
    });
    if (!c) throw new Error('pas de complément');
    await s.poser('tg-antenne-sud', [{ ...c, visites: [] }]);
    await expect(archiverMois(NOVEMBRE, ['SUD'])).rejects.toThrow(/n’est plus celui de la clôture/);
  });
});
