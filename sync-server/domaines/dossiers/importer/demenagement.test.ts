import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Instant, Mois } from '#shared/temps/types';
import { correction, jour, paris, rattachement, sansTelegestion } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../../store/ecrire';
import { lireToutesDispenses } from '../../../store/lectures/dispenses';
import { lireDonneesMois } from '../../../store/lectures/mois';
import { lirePlage, lireUn, plageDuType } from '../../../store/lire';
import { ecrireEnComptant } from '../../../store/testing/ecrire-compte';
import { creerMoteur, rattraper } from '../../../transitions/rattraper';
import { lireSansTelegestion } from '../../cloture/retenir/agregats';
import { chargerAnnuaire } from '../../pointages';
import { restituer } from '../echanges/restituer';
import { lireAbsences } from '../plans/plan-absences';
import { type Banc, csv, fichier, ligneUsager, ouvrirBanc, rapportDe, SERVICE, USAGERS } from '../testing/banc-import';

// A usager goes from EST to SUD: what EST had said of what is no longer its own.

const LE_5 = paris('2026-10-05 10:00');
const VISITE = { genre: 'VISITE', id: 'P1' } as const;
const PARTIE = fichier('USAGERS', [ligneUsager('M1'), ligneUsager('M2', { antenne: 'SUD' })]);

let b: Banc;
let maintenant: Instant;
beforeEach(async () => {
  b = await ouvrirBanc();
  maintenant = LE_5;
  await b.importer(
    { ...SERVICE, 'PLANNING_202610.csv': fichier('PLANNING', ['P1;M2;I2;12/10/2026 08:30;12/10/2026 09:30;AD']) },
    { a: maintenant },
  );
});
afterEach(() => b.fermer());

const tourner = (): Promise<void> => rattraper(b.magasin, () => maintenant);
const ecrire = async (a: Antenne, ...docs: { _id: string }[]): Promise<void> => {
  await ecrireEnComptant(b.magasin, baseAntenne(a), docs);
  await tourner();
};
const demenager = async (le: string): Promise<void> => {
  const nom = `USAGERS_${le.replaceAll('-', '')}.csv`;
  const r = await b.importer({ [nom]: PARTIE }, { a: maintenant, confirmer: true });
  expect(rapportDe(r, nom).etat).toBe('IMPORTE');
};
const verdictDe = (a: Antenne, c: Correction): Promise<Verdict | undefined> =>
  lireUn<Verdict>(b.magasin, baseAntenne(a), c._id.replace('correction:', 'verdict:'));
const idsDe = async (a: Antenne, type: string): Promise<string[]> =>
  (await lirePlage<{ _id: string }>(b.magasin, baseAntenne(a), plageDuType(type))).map((d) => d._id);
const alertes = async (a: Antenne): Promise<string[]> =>
  (await lirePlage<Alerte>(b.magasin, baseAntenne(a), plageDuType('alerte'))).flatMap((x) =>
    x.genre.startsWith('VISITE_') ? x.genre : [],
  );
/** As a service that has just started says them. */
const veiller = async (): Promise<void> => {
  const m = await creerMoteur(b.magasin, () => maintenant);
  await m.revoir([], { ecrire: true, alertes: true });
};
/** What a closing of the month retains, of all antennas. */
const retenues = async (mois: Mois): Promise<string[]> => {
  const { interventions, corrections } = await lireDonneesMois(b.magasin, mois);
  const de = indexerCorrections(corrections);
  const contexte = { maintenant, parametresAu: lecteurParametres([]) };
  return interventions.map((i) => {
    const r = retenir(i, de(i), contexte);
    return `${i.antenne} ${i.id} ${r.statut} ${r.corrections.length}`;
  });
};

test('[CO-7] [CL-1] a planned visit that was annulled stays so in the antenna that it goes to: no alert, told annulled, and no creation beside', async () => {
  const annulee = correction('SUPPRESSION', {
    id: 'S1',
    date: jour('2026-10-12'),
    cible: VISITE,
    motif: 'ABSENCE_USAGER',
    instant: LE_5,
  });
  await ecrire('EST', annulee);
  expect((await verdictDe('EST', annulee))?.decision).toBe('ACCEPTEE');

  maintenant = paris('2026-10-10 07:00');
  await demenager('2026-10-10');
  expect(await idsDe('SUD', 'intervention')).toEqual(['intervention:2026-10-12:P1']);
  expect(await verdictDe('SUD', annulee)).toEqual({
    ...(await verdictDe('EST', annulee)),
    _rev: expect.any(String),
  });

  maintenant = paris('2026-10-12 09:00');
  await veiller();
  expect([await alertes('EST'), await alertes('SUD')]).toEqual([[], []]);

  // What SUD would type of it is judged against what it is: annulled.
  const creation = correction('CREATION', {
    id: 'C1',
    antenne: 'SUD',
    date: jour('2026-10-12'),
    cible: VISITE,
    debut: paris('2026-10-12 08:30'),
    fin: paris('2026-10-12 09:30'),
    motif: 'OUBLI_TOTAL',
    instant: paris('2026-10-12 14:00'),
  });
  maintenant = paris('2026-10-12 14:01');
  await ecrire('SUD', creation);
  expect((await verdictDe('SUD', creation))?.decision).toBe('REFUSEE');

  maintenant = paris('2026-10-13 06:00');
  const ports = { magasin: b.magasin, horloge: () => maintenant, rattraper: tourner };
  const r = await restituer(ports, { date: jour('2026-10-13'), auteur: 'essai' });
  expect(r.ok && Buffer.from(r.valeur.contenu).toString()).toContain('ANNULEE');
  // In two databases, counted once.
  expect(await retenues('2026-10' as Mois)).toEqual(['SUD P1 ANNULEE 2']);
});

test('[CO-7] [CL-1] a file of a day that comes two days later takes with it what was typed meanwhile: created, punched and corrected', async () => {
  const le12 = jour('2026-10-12');
  const h = (x: string): Instant => paris(`2026-10-12 ${x}`);
  const creation = correction('CREATION', {
    id: 'C1',
    date: le12,
    cible: VISITE,
    debut: h('08:30'),
    fin: h('09:30'),
    instant: h('18:00'),
  });
  const libre = correction('CREATION', {
    ...{ id: 'C2', date: le12, usagerId: 'M2', intervenantId: 'I2', codePrestation: 'AD' },
    ...{ debut: h('15:00'), fin: h('16:00'), instant: h('18:01') },
  });
  maintenant = h('17:59');
  await b.importer(
    {
      'POINTAGES_202610.csv': fichier('POINTAGES', [
        'A1;12/10/2026 11:00:00;A;I2;M2;',
        'D1;12/10/2026 12:00:00;D;I2;M2;',
      ]),
    },
    { a: maintenant },
  );
  const heures = correction('HORAIRE', {
    id: 'H1',
    date: le12,
    cible: { genre: 'POINTAGE', id: 'A1' },
    debut: h('10:45'),
    instant: h('18:02'),
  });
  maintenant = h('19:00');
  await ecrire('EST', creation, libre, heures);
  expect(await Promise.all([creation, libre, heures].map(async (c) => (await verdictDe('EST', c))?.decision))).toEqual([
    'ACCEPTEE',
    'ACCEPTEE',
    'ACCEPTEE',
  ]);
  maintenant = paris('2026-10-14 07:00');
  await demenager('2026-10-12');
  expect(await idsDe('EST', 'intervention')).toEqual([]);
  expect((await idsDe('SUD', 'correction')).map((id) => id.slice(-2))).toEqual(['C1', 'C2', 'H1']);
  expect((await retenues('2026-10' as Mois)).sort()).toEqual(['SUD A1 CORRIGEE 1', 'SUD C2 CREEE 1', 'SUD P1 CREEE 1']);
  // Done again, it writes nothing.
  const avant = await b.photographier();
  await tourner();
  expect(await b.photographier()).toEqual(avant);
});

test('[CO-3] [CO-6] what EST typed without network and sends after the move is refused there, and told', async () => {
  maintenant = paris('2026-10-10 07:00');
  await demenager('2026-10-10');
  const tard = correction('SUPPRESSION', {
    id: 'S2',
    date: jour('2026-10-12'),
    cible: VISITE,
    motif: 'ABSENCE_USAGER',
    instant: LE_5,
  });
  await ecrire('EST', tard);
  expect((await verdictDe('EST', tard))?.refus?.code).toBe('AUTRE_ANTENNE');
  for (const a of codesAntennes()) expect(await idsDe(a, 'correction')).toEqual(a === 'EST' ? [tard._id] : []);
});

test('[CO-7] [CL-1] home again, a visit has what both antennas said of it', async () => {
  const annulee = correction('SUPPRESSION', {
    id: 'S1',
    date: jour('2026-10-12'),
    cible: VISITE,
    motif: 'ABSENCE_USAGER',
    instant: LE_5,
  });
  await ecrire('EST', annulee);
  maintenant = paris('2026-10-10 07:00');
  await demenager('2026-10-10');
  const retablie = correction('RETABLISSEMENT', {
    id: 'R1',
    antenne: 'SUD',
    date: jour('2026-10-12'),
    cible: VISITE,
    base: ['S1'],
    motif: 'ERREUR_PLANNING',
    instant: maintenant,
  });
  maintenant = paris('2026-10-10 07:30');
  await ecrire('SUD', retablie);
  expect((await verdictDe('SUD', retablie))?.decision).toBe('ACCEPTEE');
  maintenant = paris('2026-10-11 07:00');
  await b.importer({ 'USAGERS_20261011.csv': USAGERS }, { a: maintenant, confirmer: true });
  expect((await idsDe('EST', 'correction')).map((id) => id.slice(-2))).toEqual(['R1', 'S1']);
  expect(await retenues('2026-10' as Mois)).toEqual(['EST P1 PREVUE 2']);
});

test('[CL-1] [AL-7] an absence that one antenna left open is known to the other, which ends it: it excuses nothing more, anywhere', async () => {
  const signee = (id: string, antenne: Antenne) => ({ id, antenne, auteur: 'marie', instant: maintenant, poste: 'PC' });
  const ouverte = {
    ...{ ...signee('A1', 'EST'), _id: 'absence:2026-10-05:A1', type: 'absence', date: jour('2026-10-05') },
    ...{ usagerId: 'M2', nature: 'HOSPITALISATION', du: jour('2026-10-05') },
  };
  const marque = sansTelegestion('M1', jour('2026-10-05'), {
    ...signee('M1', 'EST'),
    ...{ usagerId: 'M2', depuis: jour('2026-09-01'), jusqua: jour('2026-09-30') },
  });
  await ecrire('EST', ouverte, marque);
  expect([await idsDe('SUD', 'absence'), await idsDe('SUD', 'sanstele')]).toEqual([[], []]);
  maintenant = paris('2026-10-10 07:00');
  await demenager('2026-10-10');
  expect([await idsDe('SUD', 'absence'), await idsDe('SUD', 'sanstele')]).toEqual([[ouverte._id], [marque._id]]);
  // [CL-2] What SUD closed before it came there was counted without it, and stays so.
  const sansElle = await lireSansTelegestion(b.magasin, 'SUD', paris('2026-10-08 12:00'));
  const avecElle = await lireSansTelegestion(b.magasin, 'SUD', paris('2026-10-10 12:00'));
  expect([sansElle, avecElle].map((dite) => dite('M2', jour('2026-09-15')))).toEqual([false, true]);
  // An import looks for it by whose it is, and tells it once.
  expect((await lireAbsences(b.magasin)).map((a) => a.id)).toEqual(['A1']);

  const finie = {
    ...ouverte,
    ...signee('A2', 'SUD'),
    _id: 'absence:2026-10-11:A2',
    date: jour('2026-10-11'),
    remplace: 'A1',
    au: '2026-10-11',
  };
  maintenant = paris('2026-10-11 10:00');
  await ecrire('SUD', finie);
  for (const a of ['EST', 'SUD'] as const) {
    const dispenses = await lireToutesDispenses(b.magasin, a);
    expect([dispenses('M2', jour('2026-10-11'))?.quoi, dispenses('M2', jour('2026-10-12'))]).toEqual([
      'ABSENCE',
      undefined,
    ]);
  }
  maintenant = paris('2026-10-12 09:00');
  await veiller();
  expect(await alertes('SUD')).toEqual(['VISITE_NON_COMMENCEE']);
  const avant = await b.photographier();
  await tourner();
  expect(await b.photographier()).toEqual(avant);
});

test('[PT-5] what was done with numbers, and what notes say, is in each antenna that the usager has had: the new one can undo it, and read it', async () => {
  const signee = (type: string, id: string, antenne: Antenne) => ({
    ...{ _id: `${type}:2026-10-05:${id}`, type, id, date: jour('2026-10-05'), antenne, auteur: 'marie', poste: 'PC' },
    instant: maintenant,
  });
  const geste = (id: string, antenne: Antenne, plus = {}) => ({
    ...signee('rattachement', id, antenne),
    ...{ geste: 'RATTACHER', numero: '+33155000009', usagerId: 'M2', ...plus },
  });
  const note = (id: string, antenne: Antenne, plus = {}) => ({
    ...signee('note', id, antenne),
    ...{ objet: { genre: 'USAGER', id: 'M2' }, usagerId: 'M2', texte: 'Clé chez la gardienne', ...plus },
  });
  // [PR-1] An aide's word on a visit that goes to SUD.
  const mot = note('N2', 'EST', { objet: VISITE, intervenantId: 'I2', texte: 'J’y étais' });
  await ecrire('EST', geste('G1', 'EST'), note('N1', 'EST'), mot, geste('G0', 'EST', { usagerId: 'M9' }));
  expect([await idsDe('SUD', 'rattachement'), await idsDe('SUD', 'note')]).toEqual([[], []]);
  maintenant = paris('2026-10-10 07:00');
  await demenager('2026-10-10');
  const [rattachements, notes] = ['rattachement', 'note'].map(
    (type) => async (a: Antenne) => (await idsDe(a, type)).map((id) => id.slice(-2)),
  );
  expect([await rattachements?.('SUD'), await notes?.('SUD')]).toEqual([['G1'], ['N1', 'N2']]);
  expect(await lireUn(b.magasin, baseAntenne('SUD'), 'note:2026-10-05:N2')).toMatchObject({
    antenne: 'EST',
    intervenantId: 'I2',
    partageLe: maintenant,
  });
  // What SUD undoes and answers, EST knows: each copy is read as one.
  maintenant = paris('2026-10-11 10:00');
  const suite = note('N3', 'SUD', { objet: VISITE, efface: 'N2', texte: 'Vu' });
  // What SUD writes of her from then on is not for EST; what takes away a note of EST's is.
  await ecrire('SUD', geste('G2', 'SUD', { geste: 'DETACHER', retire: 'G1' }), suite, note('N4', 'SUD'));
  await ecrire('SUD', note('N5', 'SUD', { efface: 'N4' }));
  expect([await rattachements?.('EST'), await notes?.('EST')]).toEqual([
    ['G0', 'G1', 'G2'],
    ['N1', 'N2', 'N3'],
  ]);
  // The month that it has still to close is of both: what EST writes of it, SUD reads.
  await ecrire('EST', note('N6', 'EST'));
  expect((await notes?.('SUD'))?.slice(2)).toEqual(['N3', 'N4', 'N5', 'N6']);
  const { gestes, telephones } = await chargerAnnuaire(b.magasin);
  expect(gestes('M2').map((g) => g.id)).toEqual(['G1', 'G2']);
  expect(telephones('M2', jour('2026-10-11'))).not.toContain('+33155000009');
  const avant = await b.photographier();
  await tourner();
  expect(await b.photographier()).toEqual(avant);
});

test('[PT-5] what had stayed behind before gestures and notes were shared follows at the first round', async () => {
  await demenager('2026-10-10');
  await tourner();
  const geste = rattachement('G1', jour('2026-10-05'), {
    ...{ auteur: 'marie', instant: maintenant, numero: '+33155000009', usagerId: 'M2' },
  });
  await ecrire('EST', geste);
  const copie = await lireUn<object>(b.magasin, baseAntenne('SUD'), geste._id);
  await ecrireTout(b.magasin, baseAntenne('SUD'), [{ ...copie, _id: geste._id, _deleted: true }]);
  await tourner();
  expect(await idsDe('SUD', 'rattachement')).toEqual([]);
  // As an engine that did not share it leaves its place: all is read, and nothing says by which rule.
  await b.magasin.ecrireLocal(BASE_CENTRALE, '_local/transition-partager-dispenses-memoire', { valeurs: {} });
  await tourner();
  expect(await idsDe('SUD', 'rattachement')).toEqual([geste._id]);
});

test('[CL-1] an absence that a file takes over is in each antenna that its usager has had, and told once', async () => {
  maintenant = paris('2026-10-10 07:00');
  await demenager('2026-10-10');
  const absences = csv('id_millesime;type;debut;fin;commentaire', [
    'M2;HOSPITALISATION;05/10/2026;;',
    'M1;VACANCES;05/10/2026;06/10/2026;',
  ]);
  await b.importer({ 'ABSENCES_202610.csv': absences }, { a: maintenant });
  expect([(await idsDe('EST', 'absence')).length, (await idsDe('SUD', 'absence')).length]).toEqual([1, 2]);
  const encore = await b.importer({ 'ABSENCES_202610.csv': absences.replaceAll('\r\n', '\n') }, { a: maintenant });
  expect(rapportDe(encore, 'ABSENCES_202610.csv')).toMatchObject({ crees: 0, modifies: 0, inchanges: 2 });
  expect(await lireAbsences(b.magasin)).toHaveLength(2);
});
