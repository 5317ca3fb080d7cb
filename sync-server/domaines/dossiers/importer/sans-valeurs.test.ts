import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Banc, csv, fichier, ligneUsager, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';
import type { RapportImport } from './rapport';

// A manager of SUD and a technician read these reports: of a row of another antenna, they learn where it is wrong, and why.

const SIENS = [ligneUsager('ZZ1'), ligneUsager('ZZ2', { antenne: 'EST' })];
let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    'USAGERS_20261001.csv': fichier('USAGERS', [...SIENS, ligneUsager('ZZ3', { pec: 'ZZPE' })]),
    'POINTAGES_202610.csv': fichier('POINTAGES', [
      'ZZP1;05/10/2026 08:31:00;A;I1;ZZ1;',
      'ZZP2;05/10/2026 09:31:00;D;I1;ZZ1;',
    ]),
    'ABSENCES_202609.csv': csv('id_millesime;type;debut;fin;commentaire', [
      'ZZ2;HOSPITALISATION;12/09/2026;20/09/2026;',
    ]),
  });
});
afterAll(() => b.fermer());

/** Markers, an address, a birthday in either form, a code of the telephone, an hour, an illness. */
const PERSONNEL = /ZZ|Royer|24\/01\/1933|1933-01-24|01 99 00|\+3319900|11111|[89] h 31|0[89]:31|hospitalisation/i;

const dits = (r: RapportImport) =>
  r.fichiers.flatMap((f) => [
    ...f.refuses.map((x) => ({ nom: f.nom, colonne: x.colonne, raison: x.raison, valeur: x.valeur })),
    ...f.avertissements.map((x) => ({ nom: f.nom, colonne: x.colonne, raison: x.raison, valeur: x.valeur })),
    ...(f.refusFichier ? [{ nom: f.nom, colonne: '', raison: f.refusFichier.raison, valeur: undefined }] : []),
  ]);

it('no reason, of any kind of file, quotes what a row holds', async () => {
  const r = await b.importer(
    {
      'INTERVENANTS_20261002.csv': fichier('INTERVENANTS', [
        'I1;MME;AUBERT;Djeneba;SUD;;11111;01/01/2024;',
        'ZZI3;MME;ZZ;ZZ;EST;;11111;01/01/2024;',
        'ZZI4;ZZ;ZZ;ZZ;EST;;;01/01/2024;',
      ]),
      'USAGERS_20261002.csv': fichier('USAGERS', [
        ...SIENS,
        // Each of these disagrees with itself on one thing: name, address, birthday, telephones.
        ligneUsager('ZZ10', { pec: 'ZZ10A', nom: 'ZZNOM' }),
        ligneUsager('ZZ10', { pec: 'ZZ10B' }),
        ligneUsager('ZZ11', { pec: 'ZZ11A' }),
        ligneUsager('ZZ11', { pec: 'ZZ11B' }).replace('177 rue Royer', '1 rue ZZ'),
        ligneUsager('ZZ12', { pec: 'ZZ12A' }),
        ligneUsager('ZZ12', { pec: 'ZZ12B' }).replace('24/01/1933', '25/01/1934'),
        ligneUsager('ZZ13', { pec: 'ZZ13A' }),
        ligneUsager('ZZ13', { pec: 'ZZ13B', telephones: '01 99 00 11 11' }),
        ligneUsager('ZZ14', { telephones: '01 99 00 11 11|01 99 00 ZZ' }),
        ligneUsager('ZZ15', { financeur: 'ZZF' }),
        // A number that is another's, or two usagers'.
        ligneUsager('ZZ16', { pec: 'ZZPE' }),
        ligneUsager('ZZ3', { pec: 'ZZPE' }),
        ligneUsager('ZZ17', { pec: 'ZZPF' }),
        ligneUsager('ZZ18', { pec: 'ZZPF' }),
        `${ligneUsager('ZZ19')};ZZ`,
      ]),
      'PLANNING_202610.csv': fichier('PLANNING', [
        'ZZL1;ZZ99;I1;01/10/2026 08:31;01/10/2026 09:31;AD',
        'ZZL2;ZZ1;ZZI9;01/10/2026 08:31;01/10/2026 09:31;AD',
        'ZZL3;ZZ1;I1;01/10/2026 09:31;01/10/2026 08:31;AD',
      ]),
      'POINTAGES_202610.csv': fichier('POINTAGES', [
        'ZZP1;05/10/2026 09:31:00;A;I1;ZZ1;',
        'ZZP3;06/10/2026 08:31:00;A;I1;ZZ99;',
        'ZZP4;06/10/2026 08:31:00;A;I1;ZZ1;01 99 00 ZZ',
        'ZZP5;03/11/2027 08:31:00;A;I1;ZZ1;',
        'ZZP6;20/11/2026 08:31:00;A;I1;ZZ1;',
      ]),
      'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [
        // Before its arrival, later than itself, a day too long, with no such motif; on a punch of nobody.
        'ZZC1;05/10/2026 11:00:00;anne;HORAIRE;ZZP1;;;;;;05/10/2026 08:00;;OUBLI_DEPART;;',
        'ZZC2;05/10/2026 11:00:01;anne;HORAIRE;ZZP1;;;;;;05/10/2026 19:31;;OUBLI_DEPART;;',
        'ZZC3;07/10/2026 11:00:02;anne;HORAIRE;ZZP1;;;;;04/10/2026 08:31;;;OUBLI_DEPART;;',
        'ZZC4;05/10/2026 11:00:03;anne;HORAIRE;ZZP1;;;;;;05/10/2026 09:45;;ZZ MOTIF;;',
        'ZZC5;05/10/2026 11:00:04;anne;SUPPRESSION;ZZP9;;;;;;;;AUTRE;ZZ;',
      ]),
      'ABSENCES_202609.csv': csv('id_millesime;type;debut;fin;commentaire', [
        'ZZ2;VACANCES;15/09/2026;18/09/2026;ZZ',
        'ZZ99;VACANCES;15/09/2026;18/09/2026;ZZ',
      ]),
    },
    { confirmer: true },
  );
  const phrases = dits(r);
  expect(phrases.filter((p) => PERSONNEL.test(p.raison))).toEqual([]);
  // It is not that nothing was refused: each of these was, and says what was written where that helps.
  const codes = (nom: string) => phrases.filter((p) => p.nom.startsWith(nom)).map((p) => p.raison.split(/ : |, /)[0]);
  expect(codes('CORRECTIONS')).toEqual([
    'le départ doit suivre l’arrivée',
    'une heure de la visite suit l’instant de la correction',
    'la visite durerait plus que la durée permise',
    'ce motif n’est pas ou plus dans la liste',
    'pointage inconnu',
  ]);
  expect(codes('ABSENCES')).toEqual(['une absence est déjà notée sur ces jours', 'usager inconnu']);
  expect(codes('POINTAGES')).toHaveLength(5);
  expect(codes('PLANNING')).toHaveLength(3);
  expect(codes('INTERVENANTS')).toContain('code SVI déjà donné à un autre intervenant');
  expect(phrases.filter((p) => p.nom.startsWith('USAGERS') && PERSONNEL.test(p.valeur ?? '')).length).toBeGreaterThan(
    9,
  );
  expect(rapportDe(r, 'USAGERS_20261002.csv').avertissements).toMatchObject([
    { colonne: 'numero_pec', valeur: 'ZZPF' },
  ]);
});
