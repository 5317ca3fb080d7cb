import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Reception } from '#shared/contrats/dossiers/reception';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { Destination, Envoi } from '#shared/contrats/financement/envoi';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { debutAlertes, toutesLesAlertes } from '#shared/domain/alerte/alertes';
import { lecteurDispenses } from '#shared/domain/alerte/dispenses';
import { demander, deposer, passer, preparerEnvoi } from '#shared/domain/dases/envoi';
import { retenir } from '#shared/domain/intervention/retenir';
import { tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant, Minutes, Mois } from '#shared/temps/types';
import {
  correction,
  financeur,
  jour,
  parametresAu,
  paris,
  pec,
  pointage,
  usager,
  visite,
} from '#shared/testing/constructeurs';
import { lirePlage, plageDuType, sequenceDe } from '../../store/lire';
import { basesSuivies, creerMoteur, type Moteur } from '../../transitions/rattraper';
import { reconstruire } from '../../transitions/reconstruire';
import { type BancTransitions, intervenant, ouvrirBancTransitions } from '../../transitions/testing/banc';
import { noterReception } from '../dossiers/echanges/receptions';
import { rapportVide } from '../dossiers/importer/rapport';

let banc: BancTransitions;
let maintenant: Instant;
const horloge = (): Instant => maintenant;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());

const FINANCEURS = [financeur('PROPRE', 'TARIF_PROPRE'), financeur('APA', 'APA')];
const u1 = usager('U1', { prisesEnCharge: [pec('P1', 'APA', { minutesMax: 100 as Minutes })] });
const MOBILE = '+33612345678';
const AIDE = { ...intervenant('I1', 'EST'), telephone: MOBILE };
const depart = async (): Promise<void> => {
  await banc.vider();
  await banc.poser(BASE_CENTRALE, ...FINANCEURS);
  await banc.poserAntenne('EST', u1, usager('U2'), AIDE);
  await banc.poserAntenne('SUD', usager('U3', { antenne: 'SUD' }), intervenant('I2', 'SUD'));
};
beforeEach(async () => {
  maintenant = paris('2026-11-25 07:00');
  await depart();
});

const alertes = async (a: Antenne): Promise<Alerte[]> =>
  (await lirePlage<Alerte>(banc.magasin, baseAntenne(a), plageDuType('alerte'))).map(({ _rev, ...d }) => d);
const ids = async (a: Antenne): Promise<string[]> => (await alertes(a)).map((x) => x._id.slice('alerte:'.length));
const sequence = (): Promise<unknown> => sequenceDe(banc.magasin, baseAntenne('EST'));
const tour = async (m: Moteur): Promise<number> => m.tour(await basesSuivies(banc.magasin));
const commun = (id: string) => ({
  id,
  date: jour('2026-11-25'),
  antenne: 'EST',
  auteur: 'marie',
  instant: maintenant,
  poste: 'PC',
  usagerId: 'U1',
});
const absence = (id: string, plus: object) => ({
  ...commun(id),
  _id: `absence:2026-11-25:${id}`,
  type: 'absence' as const,
  nature: 'HOSPITALISATION' as const,
  ...plus,
});

test('[AL-5] the hour alone makes and unmakes alerts, and nothing is written while nothing changes', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-11-25 08:00', '2026-11-25 09:00'));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  maintenant = paris('2026-11-25 08:16');
  await m.minute();
  expect(await ids('EST')).toEqual(['2026-11-25:VISITE_NON_COMMENCEE:V']);
  const seq = await sequence();
  maintenant = paris('2026-11-25 08:17');
  await m.minute();
  await tour(m);
  expect(await sequence()).toEqual(seq);

  await banc.pointer(pointage('A', '2026-11-25 08:18', { id: 'a' }));
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  maintenant = paris('2026-11-25 09:31');
  await m.minute();
  expect(await alertes('EST')).toMatchObject([
    { genre: 'DEPART_EN_RETARD', interventionId: 'a', usagerId: 'U1', instant: paris('2026-11-25 09:00') },
  ]);
  expect(await ids('SUD')).toEqual([]);
  await banc.pointer(pointage('D', '2026-11-25 09:32', { id: 'd' }));
  await tour(m);
  expect(await ids('EST')).toEqual([]);
});

test('[AL-5] of a month that is over, its last day alone is followed, and on the 1st alone: then what was not punched is the balance’s to tell', async () => {
  const m = await creerMoteur(banc.magasin, horloge);
  const dites = async (i: string): Promise<string[]> => {
    maintenant = paris(i);
    await tour(m);
    await m.minute();
    return (await ids('EST')).filter((x) => x.includes('VISITE_NON_COMMENCEE') || x.includes('DEPART_EN_RETARD'));
  };
  const nonCommencee = (date: string, id: string): string => `${date}:VISITE_NON_COMMENCEE:${id}`;
  maintenant = paris('2026-10-30 07:00');
  await banc.poserAntenne(
    'EST',
    visite('V1', '2026-10-30 10:00', '2026-10-30 11:00'),
    visite('V2', '2026-10-31 10:00', '2026-10-31 11:00'),
    visite('V3', '2026-10-31 23:00', '2026-11-01 00:30'),
    visite('V4', '2026-11-01 10:00', '2026-11-01 11:00'),
  );
  await banc.pointer(pointage('A', '2026-10-31 22:58', { id: 'a3' }));
  const [v1, v2, v4] = [
    nonCommencee('2026-10-30', 'V1'),
    nonCommencee('2026-10-31', 'V2'),
    nonCommencee('2026-11-01', 'V4'),
  ];
  const depart3 = '2026-10-31:DEPART_EN_RETARD:a3';
  expect(await dites('2026-10-31 23:30')).toEqual([v1, v2]);
  expect(await dites('2026-11-01 08:00')).toEqual([depart3, v2]);
  expect(await dites('2026-11-01 23:59')).toEqual([v2, v4]);
  expect(await dites('2026-11-02 00:01')).toEqual([v4]);
  expect(await dites('2026-11-30 20:00')).toEqual([v4]);
});

test('[PT-7] an absence, then its end, and a mark « sans télégestion » silence a visit and give it its voice again', async () => {
  maintenant = paris('2026-11-25 10:00');
  await banc.poserAntenne('EST', visite('V', '2026-11-25 08:00', '2026-11-25 09:00'));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  const dite = ['2026-11-25:VISITE_NON_COMMENCEE:V'];
  expect(await ids('EST')).toEqual(dite);
  await banc.poserAntenne('EST', absence('a', { du: '2026-11-20', au: '2026-11-30' }));
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  await banc.poserAntenne('EST', {
    ...absence('b', { du: '2026-11-20', au: '2026-11-24', remplace: 'a' }),
    instant: paris('2026-11-25 11:00'),
  });
  await tour(m);
  expect(await ids('EST')).toEqual(dite);
  await banc.poserAntenne('EST', {
    ...commun('s'),
    _id: 'sanstele:2026-11-25:s',
    type: 'sanstele',
    raison: 'REFUS',
    depuis: '2026-11-01',
  });
  await tour(m);
  expect(await ids('EST')).toEqual([]);
});

test('[AL-4] of one who dies, or goes to live elsewhere, nobody renews the plan: it is said no more at once, though no visit is followed', async () => {
  maintenant = paris('2026-11-25 10:00');
  const finissant = { prisesEnCharge: [pec('P4', 'APA', { dateFin: jour('2026-12-31') })] };
  await banc.poserAntenne('EST', usager('U4', finissant));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  const dite = ['2026-10-31:FIN_DE_PRISE_EN_CHARGE:U4:P4'];
  expect(await ids('EST')).toEqual(dite);
  const deces = absence('a', { usagerId: 'U4', nature: 'DECES', du: '2026-11-24' });
  await banc.poserAntenne('EST', deces);
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  await banc.poserAntenne('EST', {
    ...absence('b', { usagerId: 'U4', nature: 'DECES', du: '2026-11-24', remplace: 'a', annulee: true }),
    instant: paris('2026-11-25 11:00'),
  });
  await tour(m);
  expect(await ids('EST')).toEqual(dite);
});

test('[AL-5] what Millésime still plans after a death is said at once, until it is annulled or past', async () => {
  await banc.poserAntenne(
    'EST',
    visite('V', '2026-11-26 08:00', '2026-11-26 09:00'),
    visite('W', '2026-11-27 08:00', '2026-11-27 09:00'),
  );
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  await banc.poserAntenne('EST', absence('a', { nature: 'DECES', du: '2026-11-24' }));
  await tour(m);
  expect(await alertes('EST')).toMatchObject([
    { genre: 'VISITES_A_RETIRER', depuis: '2026-11-24', usagerId: 'U1', nature: 'DECES', visites: 2 },
  ]);
  await banc.poserAntenne(
    'EST',
    correction('SUPPRESSION', {
      id: 'C1',
      _id: 'correction:2026-11-26:C1',
      date: jour('2026-11-26'),
      cible: { genre: 'VISITE', id: 'V' },
      instant: paris('2026-11-25 06:00'),
    }),
  );
  await tour(m);
  expect(await alertes('EST')).toMatchObject([{ genre: 'VISITES_A_RETIRER', visites: 1 }]);
  maintenant = paris('2026-11-28 00:01');
  await m.minute();
  expect(await ids('EST')).toEqual([]);
});

test('[AL-5] [AP-10] an overlap makes one alert, in each antenna that has one of the two, and goes with it', async () => {
  maintenant = paris('2026-11-25 12:00');
  const p = (id: string, usagerId: string, a: string, d: string) => [
    pointage('A', `2026-11-25 ${a}`, { id: `${id}a`, usagerId }),
    pointage('D', `2026-11-25 ${d}`, { id: `${id}d`, usagerId }),
  ];
  await banc.pointer(...p('x', 'U1', '08:00', '09:00'), ...p('z', 'U2', '08:10', '08:20'));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await ids('EST')).toEqual(['2026-11-25:CHEVAUCHEMENT:xa:za']);
  await banc.pointer(...p('y', 'U3', '08:30', '09:30'));
  await tour(m);
  const paires = ['2026-11-25:CHEVAUCHEMENT:xa:ya', '2026-11-25:CHEVAUCHEMENT:xa:za'];
  expect(await ids('EST')).toEqual(paires);
  expect(await alertes('SUD')).toMatchObject([
    { interventionId: 'ya', autre: { interventionId: 'xa', date: '2026-11-25', antenne: 'EST' } },
  ]);
  await reconstruire(banc.magasin, horloge);
  expect([await ids('EST'), await ids('SUD')]).toEqual([paires, ['2026-11-25:CHEVAUCHEMENT:xa:ya']]);
  await banc.poserAntenne(
    'SUD',
    correction('SUPPRESSION', {
      id: 'C1',
      _id: 'correction:2026-11-25:C1',
      antenne: 'SUD',
      date: jour('2026-11-25'),
      cible: { genre: 'POINTAGE', id: 'ya' },
      instant: paris('2026-11-25 11:00'),
    }),
  );
  await tour(m);
  expect([await ids('EST'), await ids('SUD')]).toEqual([['2026-11-25:CHEVAUCHEMENT:xa:za'], []]);
});

test('[AL-5] [AP-10] a couple is said no more once the file tells that they share a number, though each overlaps a third visit still', async () => {
  maintenant = paris('2026-11-25 12:00');
  for (const [n, usagerId] of ['U1', 'U2', 'U3'].entries())
    await banc.pointer(
      pointage('A', `2026-11-25 08:0${n}`, { id: `${usagerId}a`, usagerId }),
      pointage('D', `2026-11-25 09:0${n}`, { id: `${usagerId}d`, usagerId }),
    );
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  const [couple, ...autres] = ['U1a:U2a', 'U1a:U3a', 'U2a:U3a'].map((x) => `2026-11-25:CHEVAUCHEMENT:${x}`);
  expect(await ids('EST')).toEqual([couple, ...autres]);
  const partage = { telephones: ['+33199000001'] };
  await banc.poserAntenne('EST', { ...u1, ...partage }, usager('U2', partage));
  await tour(m);
  expect(await ids('EST')).toEqual(autres);
});

test('[AL-5] a visit punched while its usager is away is said as soon as the absence is noted, and no more once it is shortened', async () => {
  maintenant = paris('2026-11-25 12:00');
  await banc.pointer(pointage('A', '2026-11-25 08:00', { id: 'a' }), pointage('D', '2026-11-25 09:00', { id: 'd' }));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  await banc.poserAntenne('EST', absence('a', { du: '2026-11-20', au: '2026-11-30' }));
  await tour(m);
  expect(await alertes('EST')).toMatchObject([
    { genre: 'POINTEE_EN_ABSENCE', usagerId: 'U1', interventionId: 'a', nature: 'HOSPITALISATION' },
  ]);
  const courte = { ...absence('b', { du: '2026-11-20', au: '2026-11-24', remplace: 'a' }), instant: maintenant };
  await banc.poserAntenne('EST', courte);
  await tour(m);
  expect(await ids('EST')).toEqual([]);
});

test('[AL-1] [AL-5] a correction, a closed file of Millésime, an unknown number and a plan move their alerts', async () => {
  maintenant = paris('2026-11-25 12:00');
  await banc.poserAntenne(
    'EST',
    visite('V', '2026-11-25 08:00', '2026-11-25 09:00'),
    visite('W', '2026-11-26 08:00', '2026-11-26 09:00'),
  );
  await banc.pointer(
    pointage('D', '2026-11-25 09:00', { id: 'd' }),
    pointage('A', '2026-11-25 09:10', { id: 'x', usagerId: undefined, numeroAppelant: '+33199000009' }),
  );
  await banc.poser(BASE_CENTRALE, { _id: 'import:USAGERS_20261123.csv:2026-11-23T05:00:00Z:000001', type: 'import' });
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await ids('EST')).toEqual([
    '2026-11-01:DEPASSEMENT_PREVU:U1:P1',
    '2026-11-24:MILLESIME_MUET:millesime',
    '2026-11-25:APPEL_INCOMPLET:d',
    '2026-11-25:NUMERO_INCONNU:33199000009',
  ]);
  expect(await ids('SUD')).toEqual(['2026-11-24:MILLESIME_MUET:millesime']);
  await banc.poserAntenne(
    'EST',
    correction('HORAIRE', {
      id: 'C1',
      _id: 'correction:2026-11-25:C1',
      date: jour('2026-11-25'),
      cible: { genre: 'POINTAGE', id: 'd' },
      debut: paris('2026-11-25 08:30'),
      instant: paris('2026-11-25 11:00'),
    }),
  );
  await banc.poser(BASE_CENTRALE, { _id: 'import:USAGERS_20261125.csv:2026-11-25T05:00:00Z:000002', type: 'import' });
  await tour(m);
  expect(await ids('EST')).toEqual(['2026-11-25:NUMERO_INCONNU:33199000009']);
  await banc.poser(BASE_CENTRALE, {
    _id: 'parametre:retardApres:2026-11-01',
    type: 'parametre',
    cle: 'retardApres',
    depuis: '2026-11-01',
    valeur: 20,
    auteur: 'x',
    instant: maintenant,
  });
  maintenant = paris('2026-11-26 08:20');
  await tour(m);
  expect(await ids('EST')).not.toContain('2026-11-26:VISITE_NON_COMMENCEE:W');
  maintenant = paris('2026-11-26 08:21');
  await m.minute();
  expect(await ids('EST')).toContain('2026-11-26:VISITE_NON_COMMENCEE:W');
});

test('[AL-5] files that are all refused, or that wait, or that are none of Millésime’s, do not make its feed come', async () => {
  maintenant = paris('2026-11-23 06:00');
  const venir = (quand: string, etats: Reception['fichiers'][number]['etat'][]) => {
    maintenant = paris(quand);
    const fichiers = etats.map((etat) => rapportVide('USAGERS_20261123.csv', 'e', etat));
    const rapport = { fichiers, ignores: ['lisez-moi.txt'] };
    return noterReception(banc.magasin, { instant: maintenant, auteur: 'RECEPTION', origine: 'DEPOT', rapport });
  };
  await venir('2026-11-23 06:00', ['REFUSE', 'INCHANGE']);
  let m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  await venir('2026-11-24 06:00', ['REFUSE']);
  await venir('2026-11-24 06:05', []);
  await venir('2026-11-25 06:00', ['EN_ATTENTE']);
  maintenant = paris('2026-11-25 12:00');
  await tour(m);
  const muet = ['2026-11-24:MILLESIME_MUET:millesime'];
  expect(await ids('EST')).toEqual(muet);
  // A process that begins reads the same.
  m = await creerMoteur(banc.magasin, horloge);
  await m.minute();
  expect(await ids('SUD')).toEqual(muet);
  await venir('2026-11-25 12:30', ['REFUSE', 'DEJA_IMPORTE']);
  await tour(m);
  expect([await ids('EST'), await ids('SUD')]).toEqual([[], []]);
});

test('[AL-5] a file refused is told to its antenna, or to all where it is of all, until it is acknowledged', async () => {
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  const geste = (instant: string) => ({ auteur: 'siege', instant: paris(instant) });
  const partir = (destination: Destination, nom: string): Envoi => {
    const fichier = { destination, mois: '2026-10' as Mois, nom, empreinte: 'e', octets: 1, lignes: 1 };
    const prepare = preparerEnvoi(undefined, fichier, geste('2026-11-05 09:00'));
    return deposer(demander(prepare, geste('2026-11-05 09:01')), paris('2026-11-05 09:02'));
  };
  const refuser = (e: Envoi) => passer(e, 'REFUSE', geste('2026-11-06 09:00'));
  const dases = refuser(partir('DASES', 'DASES_202610.xml'));
  const sud = refuser(partir('MILLESIME', 'SERVICE_FAIT_SUD_202610.csv'));
  await banc.poser(BASE_CENTRALE, { ...partir('DASES', 'DASES_202610.xml') }, { ...sud });
  await tour(m);
  const id = (e: Envoi) => `2026-11-06:EXPORT_REFUSE:${e.nom}:${paris('2026-11-06 09:00')}`;
  expect([await ids('EST'), await ids('SUD')]).toEqual([[], [id(sud)]]);
  await banc.poser(BASE_CENTRALE, { ...dases });
  await tour(m);
  const tous = [[id(dases)], [id(dases), id(sud)]];
  expect([await ids('EST'), await ids('SUD')]).toEqual(tous);
  // The day after, all is read again from the store.
  maintenant = paris('2026-11-26 00:01');
  await m.minute();
  await reconstruire(banc.magasin, horloge);
  expect([await ids('EST'), await ids('SUD')]).toEqual(tous);
  const renvoye = deposer(demander(dases, geste('2026-11-26 08:00')), paris('2026-11-26 08:01'));
  await banc.poser(BASE_CENTRALE, { ...renvoye });
  await tour(m);
  expect(await alertes('EST')).toMatchObject([{ envoi: { destination: 'DASES', renvoye: true } }]);
  await banc.poser(BASE_CENTRALE, { ...passer(renvoye, 'ACQUITTE', geste('2026-11-26 09:00')) });
  await tour(m);
  expect([await ids('EST'), await ids('SUD')]).toEqual([[], [id(sud)]]);
});

test.each([
  ['a withheld number', undefined, 'masque'],
  ['an aide’s own mobile', MOBILE, MOBILE.slice(1)],
])(
  '[AL-5] [PT-8] a call from %s is said until its visit has that hour, and another day’s is another',
  async (_, numeroAppelant, sujet) => {
    const appeler = (sens: 'A' | 'D', quand: string, id: string) =>
      banc.pointer(
        pointage(sens, quand, { id, usagerId: undefined, ...(numeroAppelant === undefined ? {} : { numeroAppelant }) }),
      );
    const dite = (date: string, aide = 'I1') => `${date}:NUMERO_INCONNU:${sujet}:${aide}`;
    const siennes = async () => (await ids('EST')).filter((x) => x.includes('NUMERO_INCONNU'));
    await banc.poserAntenne(
      'EST',
      intervenant('I2', 'EST'),
      visite('V', '2026-10-30 08:00', '2026-10-30 09:00'),
      visite('W', '2026-11-20 08:00', '2026-11-20 09:00'),
    );
    maintenant = paris('2026-11-03 12:00');
    await appeler('A', '2026-10-30 08:01', 'p');
    const m = await creerMoteur(banc.magasin, horloge);
    await tour(m);
    expect(await siennes()).toEqual([dite('2026-10-30')]);
    // A slip, of a month that is over: no alert follows its visits any more.
    await banc.pointer(pointage('A', '2026-10-30 08:00', { id: 'fiche', source: 'FICHE' }));
    await tour(m);
    expect(await siennes()).toEqual([]);
    maintenant = paris('2026-11-20 12:00');
    await appeler('A', '2026-11-20 08:05', 'q');
    await tour(m);
    expect(await siennes()).toEqual([dite('2026-11-20')]);
    // Hours that are corrected settle it too; annulled, the visit is none that could.
    const corriger = (id: string, plus: object) =>
      banc.poserAntenne(
        'EST',
        correction('CREATION', {
          id,
          _id: `correction:2026-11-20:${id}`,
          date: jour('2026-11-20'),
          cible: { genre: 'VISITE', id: 'W' },
          debut: paris('2026-11-20 08:05'),
          fin: paris('2026-11-20 09:00'),
          instant: paris('2026-11-20 11:00'),
          ...plus,
        }),
      );
    await corriger('C1', {});
    await tour(m);
    expect(await siennes()).toEqual([]);
    await reconstruire(banc.magasin, horloge);
    expect(await siennes()).toEqual([]);
  },
);

test('[AL-5] [PT-8] a number that the files come to give as an aide’s own is no usager’s to wait for', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-11-25 08:00', '2026-11-25 09:00'));
  await banc.pointer(
    pointage('A', '2026-11-25 08:00', { id: 'a' }),
    pointage('A', '2026-11-25 08:01', { id: 'p', usagerId: undefined, numeroAppelant: '+33699999999' }),
  );
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  expect(await ids('EST')).toEqual(['2026-11-25:NUMERO_INCONNU:33699999999']);
  await banc.poserAntenne('EST', { ...intervenant('I1', 'EST'), telephone: '+33699999999' });
  await tour(m);
  expect(await ids('EST')).toEqual([]);
});

test('[AL-2] [AL-3] a usager who comes, one who moves to another antenna', async () => {
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  const neuf = usager('U9', { vuLe: paris('2026-11-24 06:00') });
  await banc.poserAntenne('EST', neuf);
  await tour(m);
  expect(await ids('EST')).toEqual(['2026-11-24:NOUVEL_USAGER_SANS_AIDE:U9']);
  const parti = { ...neuf, antennes: [...neuf.antennes, { antenne: 'SUD' as const, depuis: jour('2026-11-25') }] };
  await banc.poserAntenne('EST', parti);
  await banc.poserAntenne('SUD', parti);
  await tour(m);
  expect([await ids('EST'), await ids('SUD')]).toEqual([[], ['2026-11-24:NOUVEL_USAGER_SANS_AIDE:U9']]);
});

const minute = fc.integer({ min: 0, max: 2 * 24 * 60 - 1 });
const evenement = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      quoi: fc.constant('pointage' as const),
      minute,
      sens: fc.constantFrom('A' as const, 'D' as const),
      numero: fc.constantFrom('LE_SIEN' as const, '+33199000009', MOBILE, undefined),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ quoi: fc.constant('visite' as const), minute, id: fc.constantFrom('V1', 'V2', 'V3') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      quoi: fc.constant('absence' as const),
      du: fc.constantFrom('2026-11-24', '2026-11-25'),
      deces: fc.boolean(),
      annule: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ quoi: fc.constant('plafond' as const), max: fc.integer({ min: 30, max: 240 }) }),
  },
  { weight: 3, arbitrary: fc.record({ quoi: fc.constant('heure' as const), pas: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 4, arbitrary: fc.record({ quoi: fc.constant('tour' as const) }) },
);

test('[AL-1] [AL-5] event by event and minute by minute gives what all of it gives from nothing', {
  timeout: 120_000,
}, async () => {
  const heure = (n: number) => instantDe(epochMs(paris('2026-11-24 00:00')) + n * 60_000);
  const table = tableFinanceurs(FINANCEURS);
  const genres = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(evenement, { minLength: 5, maxLength: 25 }), async (evenements) => {
      maintenant = paris('2026-11-24 00:00');
      await depart();
      const m = await creerMoteur(banc.magasin, horloge);
      let u = u1;
      const absences: ReturnType<typeof absence>[] = [];
      for (const [n, e] of evenements.entries()) {
        const id = `E${String(n).padStart(3, '0')}`;
        if (e.quoi === 'tour') {
          await tour(m);
          await m.minute();
        } else if (e.quoi === 'heure') maintenant = instantDe(epochMs(maintenant) + e.pas * 60_000);
        else if (e.quoi === 'pointage')
          await banc.pointer(
            pointage(e.sens, '2026-11-24 00:00', {
              id,
              instant: heure(e.minute),
              ...(e.numero === 'LE_SIEN' ? {} : { usagerId: undefined }),
              ...(e.numero === 'LE_SIEN' || e.numero === undefined ? {} : { numeroAppelant: e.numero }),
            }),
          );
        else if (e.quoi === 'visite') {
          const [debut, fin] = [heure(e.minute), heure(e.minute + 60)];
          const v = visite(e.id, '2026-11-24 08:00', '2026-11-24 09:00', { debut, fin });
          const date = e.minute < 24 * 60 ? '2026-11-24' : '2026-11-25';
          await banc.poserAntenne('EST', { ...v, id: `${e.id}-${date}`, _id: `visite:${date}:${e.id}-${date}` });
        } else if (e.quoi === 'absence') {
          const avant = absences.at(-1);
          const a = {
            ...absence(id, {
              du: e.du,
              ...(e.deces ? { nature: 'DECES' } : { au: e.du }),
              ...(avant ? { remplace: avant.id } : {}),
            }),
            ...(avant && e.annule ? { annulee: true } : {}),
            instant: instantDe(epochMs(paris('2026-11-23 08:00')) + n * 60_000),
          };
          absences.push(a);
          await banc.poserAntenne('EST', a);
        } else {
          u = { ...u1, prisesEnCharge: [pec('P1', 'APA', { minutesMax: e.max as Minutes })] };
          await banc.poserAntenne('EST', u);
        }
      }
      await tour(m);
      await m.minute();
      const obtenues = await alertes('EST');
      for (const a of obtenues) genres.add(a.genre);

      const contexte = { maintenant, parametresAu };
      const interventions = await banc.interventions('EST');
      const voulues = toutesLesAlertes(
        {
          retenues: interventions
            .filter((i) => i.date >= debutAlertes(maintenant))
            .map((i) => retenir(i, [], contexte)),
          usagers: [u, usager('U2')],
          attentes: await lirePlage(banc.magasin, baseAntenne('EST'), plageDuType('attente')),
          telephones: () => [],
          estDUneAide: (numero) => numero === MOBILE,
          dispenses: lecteurDispenses(absences as never, []),
          financeurs: table.ok ? table.valeur : undefined,
          dernierImport: undefined,
        },
        contexte,
      );
      expect(obtenues).toEqual(voulues);
      await reconstruire(banc.magasin, horloge);
      expect(await alertes('EST')).toEqual(voulues);
    }),
    { numRuns: 5, seed: 20261126 },
  );
  for (const g of [
    'APPEL_INCOMPLET',
    'VISITE_NON_COMMENCEE',
    'NUMERO_INCONNU',
    'DEPASSEMENT_PREVU',
    'VISITES_A_RETIRER',
  ])
    expect(genres).toContain(g);
});

test('[AL-5] what another process said of a fact that began and ended between two of our rounds goes at the next one', async () => {
  await banc.poserAntenne('EST', visite('V', '2026-11-25 08:00', '2026-11-25 09:00'));
  const m = await creerMoteur(banc.magasin, horloge);
  await tour(m);
  maintenant = paris('2026-11-25 08:16');
  // A command, an import, that runs them to the end and stops.
  const autre = await creerMoteur(banc.magasin, horloge);
  await tour(autre);
  await autre.minute();
  expect(await ids('EST')).toEqual(['2026-11-25:VISITE_NON_COMMENCEE:V']);
  await banc.pointer(pointage('A', '2026-11-25 08:01', { id: 'a' }));
  await tour(m);
  expect(await ids('EST')).toEqual([]);
  // What it took away, and is a fact all the same, comes back.
  maintenant = paris('2026-11-25 09:31');
  await m.minute();
  const [dite] = await ids('EST');
  expect(dite).toBeDefined();
  await banc.retirer(baseAntenne('EST'), `alerte:${dite}`);
  await tour(m);
  expect(await ids('EST')).toEqual([dite]);
  const avant = await sequence();
  expect(await tour(m)).toBe(0);
  expect(await sequence()).toBe(avant);
});
