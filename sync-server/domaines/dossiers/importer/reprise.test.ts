import { createHash } from 'node:crypto';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Absence } from '#shared/contrats/dossiers/absence';
import { baseAntenne } from '#shared/contrats/ids';
import { absencesEnVigueur } from '#shared/domain/absence/absences';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lireUn } from '../../../store/lire';
import { trouverRepris } from '../../archive/releves/trouver-repris';
import { verifierReleves } from '../../archive/reprise/verifier-releves';
import { lireAbsences } from '../plans/plan-absences';
import { type Banc, csv, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());

const NOM = 'ABSENCES_202610.csv';
const absences = (...lignes: string[]): string => csv('id_millesime;type;debut;fin;commentaire', lignes);
const prendre = async (texte: string, a = '2026-11-05T08:00:00Z') =>
  rapportDe(await b.importer({ [NOM]: texte }, { a }), NOM);

describe('ABSENCES', () => {
  it('reprises une fois ; le même fichier n’écrit rien ; une fin nouvelle remplace', async () => {
    const r = await prendre(absences('M1;VACANCES;03/10/2026;09/10/2026;', 'M2;HOSPITALISATION;12/10/2026;;'));
    expect([r.etat, r.crees, r.refuses]).toEqual(['IMPORTE', 2, []]);
    const photo = await b.photographier();
    expect(
      (await prendre(absences('M1;VACANCES;03/10/2026;09/10/2026;', 'M2;HOSPITALISATION;12/10/2026;;'))).etat,
    ).toBe('DEJA_IMPORTE');
    expect(await b.photographier()).toEqual(photo);
    const suite = await prendre(
      absences('M1;VACANCES;03/10/2026;09/10/2026;', 'M2;HOSPITALISATION;12/10/2026;20/10/2026;'),
      '2026-11-06T08:00:00Z',
    );
    expect([suite.crees, suite.modifies, suite.inchanges]).toEqual([0, 1, 1]);
    const enVigueur = absencesEnVigueur(await lireAbsences(b.magasin));
    expect(enVigueur.map((a) => [a.usagerId, a.nature, a.du, a.au, a.antenne])).toEqual([
      ['M1', 'VACANCES', '2026-10-03', '2026-10-09', 'SUD'],
      ['M2', 'HOSPITALISATION', '2026-10-12', '2026-10-20', 'EST'],
    ]);
  });

  it('un usager inconnu, des jours déjà pris : la ligne est refusée, les autres entrent', async () => {
    const r = await prendre(
      absences(
        'PERSONNE;VACANCES;01/10/2026;02/10/2026;',
        'M1;AUTRE;05/10/2026;06/10/2026;cure',
        'M1;DECES;25/10/2026;;',
      ),
    );
    expect(r.refuses.map((x) => [x.ligne, x.colonne])).toEqual([
      [2, 'id_millesime'],
      [3, 'debut'],
    ]);
    expect(r.crees).toBe(1);
  });

  const SIEN = { auteur: 'anne', poste: 'poste-1', instant: '2026-11-16T13:00:00Z' as Instant };
  const finissant = (fin: string): string => absences(`M2;HOSPITALISATION;12/11/2026;${fin};`);
  const enVigueurDe = async (du: string) =>
    absencesEnVigueur(await lireAbsences(b.magasin))
      .filter((a) => a.du === du)
      .map((a) => [a.usagerId, a.au, a.versions.length]);

  it('[formats] a row that is changed back states its absence again, as often as it changes, and the same one writes nothing', async () => {
    await prendre(finissant('20/11/2026'), '2026-11-07T08:00:00Z');
    for (const [n, fin] of ['31/12/2026', '20/11/2026', '', '20/11/2026', '31/12/2026', '20/11/2026'].entries()) {
      const r = await prendre(finissant(fin), `2026-11-${String(n + 8).padStart(2, '0')}T08:00:00Z`);
      expect([fin, r.etat, r.crees, r.modifies, r.inchanges]).toEqual([fin, 'IMPORTE', 0, 1, 0]);
      const au = fin === '' ? undefined : fin.split('/').reverse().join('-');
      expect(await enVigueurDe('2026-11-12')).toEqual([['M2', au, n + 1]]);
    }
    const photo = await b.photographier();
    const avecRefus = finissant('20/11/2026').replace('#FIN;1', 'M2;HOSPITALISATION;10/09/2026;09/09/2026;\r\n#FIN;2');
    const r = await prendre(avecRefus, '2026-11-14T08:00:00Z');
    expect([r.inchanges, r.modifies, r.refuses.length]).toEqual([1, 0, 1]);
    expect(await b.photographier()).toEqual(photo);
  });

  it('[formats] a file of another month, read again for its refused rows, undoes nothing of what came since', async () => {
    const autre = 'ABSENCES_202612.csv';
    const relire = async (texte: string, a: string) => rapportDe(await b.importer({ [autre]: texte }, { a }), autre);
    const texte = absences('M2;VACANCES;05/12/2026;;', 'M1;VACANCES;05/10/2026;09/10/2026;');
    expect((await relire(texte, '2026-11-14T08:00:00Z')).refuses.length).toBe(1);
    await prendre(absences('M2;VACANCES;05/12/2026;12/12/2026;'), '2026-11-14T09:00:00Z');
    const photo = await b.photographier();
    const r = await relire(texte, '2026-11-14T10:00:00Z');
    expect([r.inchanges, r.modifies, r.refuses.length]).toEqual([1, 0, 1]);
    expect(await b.photographier()).toEqual(photo);
    expect(await enVigueurDe('2026-12-05')).toEqual([['M2', '2026-12-12', 1]]);
  });

  it('[formats] a row that was refused is taken when the same file comes again, though it was stated long before', async () => {
    const ligne = (fin: string): string => absences(`M2;AUTRE;05/01/2027;${fin};cure`);
    await prendre(ligne('31/01/2027'), '2026-11-16T08:00:00Z');
    await prendre(ligne('10/01/2027'), '2026-11-16T09:00:00Z');
    const autre = 'ABSENCES_202701.csv';
    const entre = absences('M2;VACANCES;15/01/2027;20/01/2027;');
    await b.importer({ [autre]: entre }, { a: '2026-11-16T10:00:00Z' });
    expect((await prendre(ligne('31/01/2027'), '2026-11-16T11:00:00Z')).refuses.length).toBe(1);
    await b.importer({ [autre]: entre.replace('20/01', '21/01') }, { a: '2026-11-16T12:00:00Z' });
    const [vacances] = absencesEnVigueur(await lireAbsences(b.magasin)).filter((a) => a.du === '2027-01-15');
    if (!vacances) throw new Error('pas d’absence');
    const { versions: _, ...annulee } = vacances;
    await ecrireTout(b.magasin, baseAntenne(vacances.antenne), [
      { ...annulee, ...SIEN, _id: 'absence:2027-01-15:annulee', id: 'annulee', remplace: vacances.id, annulee: true },
    ]);
    const r = await prendre(ligne('31/01/2027'), '2026-11-16T14:00:00Z');
    expect([r.refuses, r.modifies]).toEqual([[], 1]);
    expect((await enVigueurDe('2027-01-05')).map((a) => a[1])).toEqual(['2027-01-31']);
  });

  it('[formats] what a manager has stated again stays his, whatever the row went through before', async () => {
    const [dite] = absencesEnVigueur(await lireAbsences(b.magasin)).filter((a) => a.du === '2026-11-12');
    if (!dite) throw new Error('pas d’absence');
    const { versions: _, ...absence } = dite;
    const sienne: Absence = {
      ...absence,
      _id: 'absence:2026-11-12:du-poste',
      id: 'du-poste',
      au: '2026-11-15' as DateCivile,
      ...SIEN,
      remplace: absence.id,
    };
    await ecrireTout(b.magasin, baseAntenne(absence.antenne), [sienne]);
    const photo = await lireAbsences(b.magasin);
    const r = await prendre(finissant('20/11/2026'), '2026-11-17T08:00:00Z');
    expect([r.inchanges, r.modifies, r.crees]).toEqual([1, 0, 0]);
    expect(await lireAbsences(b.magasin)).toEqual(photo);
    expect((await enVigueurDe('2026-11-12')).map((a) => a[1])).toEqual(['2026-11-15']);
  });
});

describe('RELEVES', () => {
  const PDF = Buffer.from('%PDF-1.4\nancien relevé de M1\n%%EOF');
  const sha = (o: Uint8Array): string => createHash('sha256').update(o).digest('hex');
  const releves = (...lignes: string[]): string => csv('id_millesime;mois;fichier;sha256', lignes);
  const archive = (): string => join(b.dataDir, 'releves-repris');
  const prendreReleves = async (fichiers: Record<string, string | Uint8Array>) =>
    rapportDe(await b.importer(fichiers, { releves: archive() }), 'RELEVES.csv');
  it('[RE] a link beside the list is not followed: its file is refused, and nothing of it is kept', async () => {
    const dossier = await b.dossier();
    const secret = join(dossier, '..', 'secret.txt');
    await writeFile(secret, PDF);
    await symlink(secret, join(dossier, 'lien.pdf'));
    await writeFile(join(dossier, 'RELEVES.csv'), releves(`M1;2025-07;lien.pdf;${sha(PDF)}`));
    const r = rapportDe(await b.importerDossier(dossier, { releves: archive() }), 'RELEVES.csv');
    expect([r.crees, r.refuses.map((x) => [x.colonne, x.raison])]).toEqual([
      0,
      [['fichier', expect.stringContaining('absent ou illisible')]],
    ]);
    expect(await lireUn(b.magasin, baseAntenne('SUD'), 'releve-repris:2025-07:M1')).toBeUndefined();
  });

  const chaine = async (): Promise<string[]> =>
    (await readFile(join(archive(), 'chaine.jsonl'), 'utf8')).trimEnd().split('\n');

  it('[RE] rangés tels quels, listés dans une chaîne, retrouvés par usager et mois ; repris une fois', async () => {
    const bon = releves(`M1;2025-12;m1.pdf;${sha(PDF)}`);
    const r = await prendreReleves({ 'RELEVES.csv': bon, 'm1.pdf': PDF });
    expect([r.etat, r.crees, r.refuses]).toEqual(['IMPORTE', 1, []]);
    const doc = await lireUn<{ pdf: string }>(b.magasin, baseAntenne('SUD'), 'releve-repris:2025-12:M1');
    const objet = join(archive(), 'objets', sha(PDF).slice(0, 2), `${sha(PDF).slice(2)}.pdf`);
    expect([doc?.pdf, (await readFile(objet)).equals(PDF)]).toEqual([sha(PDF), true]);
    expect(JSON.parse((await chaine())[0] ?? '')).toMatchObject({
      n: 1,
      usagerId: 'M1',
      mois: '2025-12',
      pdf: sha(PDF),
    });
    expect((await prendreReleves({ 'RELEVES.csv': bon, 'm1.pdf': PDF })).etat).toBe('DEJA_IMPORTE');
    expect(await chaine()).toHaveLength(1);
  });

  it('[RE] absent, changé, pas un PDF, usager inconnu, mois déjà repris : la ligne est refusée, et rien n’est rangé', async () => {
    const faux = Buffer.from('PK pas un pdf');
    const autre = Buffer.from('%PDF-1.4 autre');
    const r = await prendreReleves({
      'RELEVES.csv': releves(
        `M1;2025-11;absent.pdf;${sha(PDF)}`,
        `M1;2025-10;autre.pdf;${sha(PDF)}`,
        `M1;2025-09;faux.pdf;${sha(faux)}`,
        `PERSONNE;2025-12;autre.pdf;${sha(autre)}`,
        `M1;2025-12;autre.pdf;${sha(autre)}`,
        `M2;2025-12;autre.pdf;${sha(autre)}`,
      ),
      'autre.pdf': autre,
      'faux.pdf': faux,
    });
    expect(r.refuses.map((x) => [x.ligne, x.colonne])).toEqual([
      [2, 'fichier'],
      [3, 'sha256'],
      [4, 'fichier'],
      [5, 'id_millesime'],
      [6, 'sha256'],
    ]);
    expect(r.crees).toBe(1);
    expect(
      (await readdir(join(archive(), 'objets'), { recursive: true })).filter((n) => n.endsWith('.pdf')),
    ).toHaveLength(2);
    // What was missing has come: the same file is read again.
    const suite = await prendreReleves({
      'RELEVES.csv': releves(`M1;2025-11;absent.pdf;${sha(PDF)}`),
      'absent.pdf': PDF,
    });
    expect([suite.crees, (await chaine()).length]).toEqual([1, 3]);
  });

  it('[RE] qui est parti avant ce service n’est dans aucun USAGERS : son relevé est repris dans l’antenne que sa ligne donne, et se retrouve', async () => {
    const parti = Buffer.from('%PDF-1.4 relevé de qui est parti');
    const table = csv('id_millesime;mois;fichier;sha256;antenne', [
      `PARTIE;2024-06;partie.pdf;${sha(parti)};EST`,
      `PARTI2;2024-06;partie.pdf;${sha(parti)};`,
    ]);
    const r = await prendreReleves({ 'RELEVES.csv': table, 'partie.pdf': parti });
    expect([r.crees, r.refuses.map((x) => [x.ligne, x.raison])]).toEqual([
      1,
      [[3, expect.stringContaining('colonne antenne')]],
    ]);
    const [trouve] = await trouverRepris(archive(), { usagerId: 'PARTIE', mois: '2024-06' as Mois });
    expect([trouve?.antenne, trouve && Buffer.from(trouve.pdf).equals(parti)]).toEqual(['EST', true]);
    expect(await trouverRepris(archive(), { usagerId: 'PARTIE', mois: '2024-07' as Mois })).toEqual([]);
    expect(await trouverRepris(archive(), { usagerId: 'PARTIE', mois: '2024-06' as Mois, antennes: ['SUD'] })).toEqual(
      [],
    );
  });

  it('[RE] vérifiés de nouveau : intacts ; un PDF changé, retiré ou ajouté est trouvé', async () => {
    expect(await verifierReleves(archive())).toMatchObject({ releves: 4, defauts: [], tete: expect.any(String) });
    const objet = join(archive(), 'objets', sha(PDF).slice(0, 2), `${sha(PDF).slice(2)}.pdf`);
    await writeFile(objet, 'changé');
    await writeFile(join(archive(), 'objets/intrus.pdf'), '');
    const defauts = (await verifierReleves(archive()))?.defauts.map((d) => d.message.slice(0, 40)) ?? [];
    // Two statements of one and the same PDF.
    expect(defauts).toEqual([
      expect.stringContaining('n° 1 a été'),
      expect.stringContaining('n° 3 a été'),
      expect.stringContaining('Aucun relevé repris'),
    ]);
    await rm(objet);
    expect((await verifierReleves(archive()))?.defauts[0]?.message).toContain('n° 1 manque');
    await rm(join(archive(), 'objets/intrus.pdf'));
    await writeFile(objet, PDF);
    expect(await verifierReleves(join(archive(), 'nulle-part'))).toBeUndefined();
  });

  it('[RE] une liste altérée refuse tout ; sans dossier où ranger, rien n’est pris', async () => {
    const lignes = await chaine();
    await writeFile(
      join(archive(), 'chaine.jsonl'),
      `${lignes.join('\n').replace('"usagerId":"M2"', '"usagerId":"M1"')}\n`,
    );
    const fichiers = { 'RELEVES.csv': releves(`M2;2025-11;n.pdf;${sha(PDF)}`), 'n.pdf': PDF };
    const r = await prendreReleves(fichiers);
    expect([r.etat, r.refusFichier?.raison]).toEqual(['REFUSE', expect.stringContaining('la ligne 2')]);
    const sans = rapportDe(await b.importer(fichiers), 'RELEVES.csv');
    expect([sans.etat, sans.refusFichier?.raison]).toEqual(['REFUSE', expect.stringContaining('ligne de commande')]);
  });
});
