import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Correction } from '#shared/contrats/corrections/correction';
import { baseAntenne } from '#shared/contrats/ids';
import { retenir } from '#shared/domain/intervention/retenir';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { contexte, correction, jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { enMarquant } from '../../store/lectures/mois-clos';
import { lireUn } from '../../store/lire';
import { entourer } from '../../store/testing/entourer';
import { avecVerrou } from '../../store/verrou';
import { ouvrirRattrapage, rattraper } from '../../transitions/rattraper';
import { type BancTransitions, intervenant, ouvrirBancTransitions, rattachement } from '../../transitions/testing/banc';
import { creerMonde } from '../pointages';
import { creerStatuer } from './statuer-correction';

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancTransitions();
});
afterAll(() => banc.fermer());
beforeEach(async () => {
  await banc.vider();
  await banc.poserAntenne(
    'EST',
    usager('U1'),
    intervenant('I1', 'EST'),
    visite('V1', '2026-10-02 08:30', '2026-10-02 09:30'),
  );
  await banc.poserAntenne('SUD', usager('U3', { antenne: 'SUD' }));
  await banc.pointer(
    pointage('A', '2026-10-01 08:00', { id: 'a' }),
    pointage('A', '2026-10-01 08:00', { id: 's', usagerId: 'U3' }),
  );
});
const tourner = (): Promise<void> => rattraper(banc.magasin, banc.horloge);
const depart = (plus: Partial<Correction> = {}): Correction =>
  correction('HORAIRE', { cible: { genre: 'POINTAGE', id: 'a' }, fin: paris('2026-10-01 09:00'), ...plus });
const juger = async (...cs: Correction[]): Promise<(string | undefined)[]> => {
  await banc.poserAntenne('EST', ...cs);
  await tourner();
  return Promise.all(
    cs.map(async (c) => {
      const v = await banc.verdict('EST', c);
      return v?.refus?.code ?? v?.decision;
    }),
  );
};

test('[CO-3] a correction is stamped once, and its stamp never changes', async () => {
  const c = depart();
  expect(await juger(c)).toEqual(['ACCEPTEE']);
  const v = await banc.verdict('EST', c);
  await tourner();
  expect(await banc.verdict('EST', c)).toEqual(v);
});

test('[CO-3] its verdict tells that it was received: the inventory has it by then, and what a file took over with its file', async () => {
  const [c, reprise] = [depart(), depart({ poste: 'REPRISE' })];
  await juger(c, reprise);
  const note = await lireUn<{ ids: string[] }>(banc.magasin, baseAntenne('EST'), `inventaire:${c.date}:saisies`);
  expect(note?.ids).toEqual([c._id]);
});

test('[FL-1] the nodes are asked once for the corrections of a batch, and none is judged while one catches up', async () => {
  await tourner();
  const [ici, la] = [depart(), depart({ antenne: 'SUD', cible: { genre: 'POINTAGE', id: 's' } })];
  await banc.poserAntenne('EST', ici);
  await banc.poserAntenne('SUD', la);
  let demandes = 0;
  let aTransmettre = 12;
  const m = entourer(banc.magasin, async (o, faire) => {
    if (o.nom !== 'noeuds') return faire();
    demandes += 1;
    return [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, aTransmettre, actifS: 900 }));
  });
  const statuer = creerStatuer(await creerMonde(m, banc.horloge));
  const ligne = ({ _id: id }: Correction) => [{ id, rev: '1-a', seq: '1', supprime: false }];
  const lot = new Map([ici, la].map((c) => [baseAntenne(c.antenne), ligne(c)]));
  const juges = async () => [await banc.verdict('EST', ici), await banc.verdict('SUD', la)].map((v) => v?.decision);
  expect([...(await statuer.traiter(lot))]).toEqual([...lot.keys()]);
  expect([demandes, await juges()]).toEqual([1, [undefined, undefined]]);
  aTransmettre = 0;
  expect([...(await statuer.traiter(lot))]).toEqual([]);
  expect([demandes, await juges()]).toEqual([2, ['ACCEPTEE', 'ACCEPTEE']]);
});

test('[CO-3] each is judged on top of the earlier ones of the same batch, whatever the order in which they come', async () => {
  const annulee = correction('SUPPRESSION', {
    cible: { genre: 'POINTAGE', id: 'a' },
    instant: paris('2026-10-02 10:00'),
  });
  const apres = depart({ instant: paris('2026-10-02 10:01') });
  const avant = depart({ instant: paris('2026-10-02 09:59') });
  expect(await juger(apres, annulee, avant)).toEqual(['DEJA_SUPPRIMEE', 'ACCEPTEE', 'ACCEPTEE']);
});

test('[CO-3] an intervention of another antenna, or none, is refused', async () => {
  expect(
    await juger(depart({ cible: { genre: 'POINTAGE', id: 's' } }), depart({ cible: { genre: 'POINTAGE', id: 'nul' } })),
  ).toEqual(['AUTRE_ANTENNE', 'INTROUVABLE']);
});

test('[CO-7] what is typed about a planned visit for a day that it has left is refused, and says where it is now', async () => {
  const annuler = (date: string): Correction =>
    correction('SUPPRESSION', { cible: { genre: 'VISITE', id: 'V1' }, date: jour(date) });
  const [veille, ici] = [annuler('2026-10-01'), annuler('2026-10-02')];
  expect(await juger(veille, ici)).toEqual(['AUTRE_JOUR', 'ACCEPTEE']);
  expect((await banc.verdict('EST', veille))?.refus?.message).toMatch(/2\soctobre\s2026/);
});

test('[CO-3] a free creation for a usager of another antenna, or unknown, is refused', async () => {
  const creer = (usagerId: string): Correction =>
    correction('CREATION', {
      usagerId,
      intervenantId: 'I1',
      debut: paris('2026-10-01 15:00'),
      fin: paris('2026-10-01 16:00'),
    });
  expect(await juger(creer('U1'), creer('U3'), creer('U9'))).toEqual(['ACCEPTEE', 'AUTRE_ANTENNE', 'USAGER_INCONNU']);
});

const creee = (plus: Partial<Correction> = {}): Correction =>
  correction('CREATION', {
    usagerId: 'U1',
    intervenantId: 'I1',
    debut: paris('2026-10-01 15:00'),
    fin: paris('2026-10-01 16:00'),
    instant: paris('2026-12-05 10:00'),
    ...plus,
  });

test('[CO-3] a creation under the id that a correction of another antenna bears is refused, whatever its day in the months that are closed together', async () => {
  const ailleurs = creee({ antenne: 'SUD', usagerId: 'U3', intervenantId: 'I1' });
  await banc.poserAntenne('SUD', ailleurs);
  await tourner();
  expect((await banc.verdict('SUD', ailleurs))?.decision).toBe('ACCEPTEE');
  const le = (date: string, plus: Partial<Correction> = {}): Correction =>
    creee({
      id: ailleurs.id,
      date: jour(date),
      debut: paris(`${date} 15:00`),
      fin: paris(`${date} 16:00`),
      ...plus,
    });
  const planifiee = le('2026-10-02', { cible: { genre: 'VISITE', id: 'V1' } });
  expect(await juger(le('2026-10-01'), planifiee, le('2026-11-30'), le('2026-12-01'))).toEqual(
    Array.from({ length: 4 }, () => 'IDENTIFIANT_DEJA_PRIS'),
  );
  expect((await banc.interventions('EST')).filter((i) => i.creations.length > 0)).toEqual([]);
  // One that was refused is in nobody's way.
  const refusee = creee({ antenne: 'SUD', usagerId: 'U9' });
  await banc.poserAntenne('SUD', refusee);
  await tourner();
  expect(await juger(creee({ id: refusee.id }))).toEqual(['ACCEPTEE']);
});

test('[CO-3] an id that a colleague’s correction bears at another date is refused: typed again, it has its own; what a file brings has the ids of the file', async () => {
  const sienne = depart({ id: 'X' });
  expect(await juger(sienne)).toEqual(['ACCEPTEE']);
  const autre = depart({ id: 'X', date: jour('2026-10-02'), fin: paris('2026-10-01 10:00'), auteur: 'autre' });
  expect(await juger(autre)).toEqual(['IDENTIFIANT_DEJA_PRIS']);
  const reprise = depart({ id: 'X', date: jour('2026-09-30'), fin: paris('2026-10-01 10:00'), source: 'REPRISE' });
  expect(await juger(reprise)).toEqual(['ACCEPTEE']);
});

test('[CO-7] a visit created freely becomes an intervention, that a correction of the same batch may name', async () => {
  const c = correction('CREATION', {
    usagerId: 'U1',
    intervenantId: 'I1',
    debut: paris('2026-10-01 15:00'),
    fin: paris('2026-10-01 16:00'),
  });
  const m = correction('MINUTES', {
    cible: { genre: 'CREATION', id: c.id },
    minutes: 10 as never,
    instant: paris('2026-10-02 11:00'),
  });
  expect(await juger(m, c)).toEqual(['ACCEPTEE', 'ACCEPTEE']);
  expect((await banc.interventions('EST')).find((i) => i.id === c.id)).toMatchObject({
    creations: [c.id],
    usagerId: 'U1',
  });
});

test('[CO-8] punches that come after an accepted creation make one visit with it', async () => {
  const c = correction('CREATION', {
    date: jour('2026-10-02'),
    cible: { genre: 'VISITE', id: 'V1' },
    debut: paris('2026-10-02 08:30'),
    fin: paris('2026-10-02 09:30'),
    instant: paris('2026-10-03 10:00'),
  });
  expect(await juger(c)).toEqual(['ACCEPTEE']);
  expect((await banc.interventions('EST')).find((i) => i.visite)).toMatchObject({ creations: [c.id] });
  const recuLe = banc.horloge();
  await banc.pointer(pointage('A', '2026-10-02 08:35', { id: 'tard', recuLe }));
  await tourner();
  const siennes = (await banc.interventions('EST')).filter((i) => i.date === '2026-10-02');
  expect(siennes).toMatchObject([{ arrivee: { id: 'tard' }, visite: { id: 'V1' }, creations: [c.id] }]);
});

const INCONNU = '+33199000009';
/** Heard at once from a number that nobody has; a manager's act is judged meanwhile, and the number is attached after it. */
const attendre = async (jourDit: string, c: Correction) => {
  const appel = (sens: 'A' | 'D', hm: string) =>
    pointage(sens, `${jourDit} ${hm}`, { id: `n${sens}`, usagerId: undefined, numeroAppelant: INCONNU });
  await banc.pointer(appel('A', '08:31'), appel('D', '09:29'));
  expect(await juger(c)).toEqual(['ACCEPTEE']);
  const geste = rattachement(INCONNU, 'U1', 'EST', banc.horloge());
  await banc.poserAntenne('EST', geste);
  await tourner();
  const siennes = (await banc.interventions('EST')).filter((i) => i.date === jourDit);
  return { siennes, geste, verdict: await banc.verdict('EST', c) };
};

test('[CO-8] [PT-5] an annulment is contested by punches whose number was attached after it', async () => {
  const c = correction('SUPPRESSION', {
    date: jour('2026-10-02'),
    cible: { genre: 'VISITE', id: 'V1' },
    instant: paris('2026-10-03 10:00'),
  });
  const { siennes, geste, verdict } = await attendre('2026-10-02', c);
  expect(siennes).toMatchObject([{ visite: { id: 'V1' }, arrivee: { id: 'nA', connuLe: geste.instant } }]);
  const [i] = siennes;
  const r = i && retenir(i, [{ correction: c, verdict }], contexte());
  expect([r?.statut, r?.conflit?.phrase.includes('annulation')]).toEqual(['ANNULEE', true]);
});

test('[CO-8] [PT-5] a visit created for calls that wait is one with them once their number is attached', async () => {
  const c = correction('CREATION', {
    date: jour('2026-10-05'),
    usagerId: 'U1',
    intervenantId: 'I1',
    debut: paris('2026-10-05 08:30'),
    fin: paris('2026-10-05 09:30'),
    instant: paris('2026-10-05 18:00'),
  });
  const { siennes, verdict } = await attendre('2026-10-05', c);
  expect(siennes.map((i) => [i.id, i.creations])).toEqual([['nA', [c.id]]]);
  const [i] = siennes;
  expect(i && retenir(i, [{ correction: c, verdict }], contexte()).conflit).toBeDefined();
});

test('[CO-3] a creation on a planned visit that has punches, or a creation already, is refused', async () => {
  const creer = (): Correction =>
    correction('CREATION', {
      date: jour('2026-10-02'),
      cible: { genre: 'VISITE', id: 'V1' },
      debut: paris('2026-10-02 08:30'),
      fin: paris('2026-10-02 09:30'),
      instant: paris('2026-10-03 10:00'),
    });
  expect(await juger(creer(), creer())).toEqual(['ACCEPTEE', 'DEJA_CREEE']);
  await banc.pointer(pointage('A', '2026-10-02 08:35', { id: 'tard', recuLe: banc.horloge() }));
  await tourner();
  expect(await juger(creer())).toEqual(['DEJA_POINTEE']);
});

test('[CO-5] a correction to a closed month is kept as TARDIVE; one that CO-3 refuses stays refused', async () => {
  await tourner();
  await banc.poserAntenne('EST', { _id: 'cloture:2026-10', type: 'cloture', mois: '2026-10' });
  expect(await juger(depart(), depart({ fin: paris('2026-10-01 07:00') }))).toEqual(['TARDIVE', 'FIN_AVANT_DEBUT']);
});

test('[CO-3] an instant that no clock shows is refused by itself, and stops nothing', async () => {
  const illisible = depart({ fin: '2026-13-45T99:99:99Z' as Instant });
  expect(await juger(illisible, depart({ instant: paris('2026-10-02 11:00') }))).toEqual(['ILLISIBLE', 'ACCEPTEE']);
  expect(await juger(depart({ instant: '2026-10-02T25:00:00Z' as Instant }), depart())).toEqual([
    'ILLISIBLE',
    'ACCEPTEE',
  ]);
});

test('[CO-3] a free creation is dated by its hours, and hours stay near their visit', async () => {
  const creer = (plus: Partial<Correction>): Correction =>
    correction('CREATION', { usagerId: 'U1', intervenantId: 'I1', ...plus, instant: paris('2026-11-20 10:00') });
  const heures = { debut: paris('2026-10-05 15:00'), fin: paris('2026-10-05 16:00') };
  expect(
    await juger(
      creer({ ...heures, date: jour('2026-10-01') }),
      creer({ ...heures, date: jour('2026-10-05') }),
      depart({ debut: paris('2026-11-02 08:00'), fin: paris('2026-11-02 09:00'), instant: paris('2026-11-20 10:00') }),
      depart({ debut: paris('2026-10-31 08:00'), fin: paris('2026-10-31 09:00'), instant: paris('2026-11-20 10:01') }),
    ),
  ).toEqual(['DATE_CREATION', 'ACCEPTEE', 'HEURES_LOINTAINES', 'ACCEPTEE']);
});

test('[CO-3] the aide exists, and the usager is of this antenna on the day', async () => {
  const donnees = (plus: Partial<Correction>): Correction =>
    correction('DONNEES', { cible: { genre: 'POINTAGE', id: 'a' }, ...plus });
  const heures = { debut: paris('2026-10-01 15:00'), fin: paris('2026-10-01 16:00') };
  expect(
    await juger(
      donnees({ intervenantId: 'I9' }),
      donnees({ usagerId: 'U9' }),
      donnees({ usagerId: 'U3' }),
      donnees({ usagerId: 'U1', intervenantId: 'I1' }),
      correction('CREATION', { usagerId: 'U1', intervenantId: 'I9', ...heures }),
    ),
  ).toEqual(['INTERVENANT_INCONNU', 'USAGER_INCONNU', 'USAGER_AUTRE_ANTENNE', 'ACCEPTEE', 'INTERVENANT_INCONNU']);
});

test('[CO-5] a visit that is retained in a closed month is not taken out of it: the correction is TARDIVE', async () => {
  const vers = (jourHeure: string, fin: string, instant: string): Correction =>
    depart({ debut: paris(jourHeure), fin: paris(fin), instant: paris(instant) });
  expect(await juger(vers('2026-09-30 08:00', '2026-09-30 09:00', '2026-10-02 10:00'))).toEqual(['ACCEPTEE']);
  await banc.poserAntenne('EST', { _id: 'cloture:2026-09', type: 'cloture', mois: '2026-09' });
  expect(await juger(vers('2026-10-01 08:00', '2026-10-01 09:00', '2026-10-02 11:00'))).toEqual(['TARDIVE']);
});

test('[CO-5] a correction of a month that is being closed waits for the end of it, as do the later ones of its visit', async () => {
  await tourner();
  const mois = '2026-10' as Mois;
  const clore = (travail: () => Promise<void>): Promise<unknown> =>
    avecVerrou(banc.magasin, banc.horloge, (jeton) =>
      enMarquant(banc.magasin, { mois, antennes: ['EST'], jeton, instant: banc.horloge() }, travail),
    );
  const [c, suite] = [depart(), depart({ fin: paris('2026-10-01 09:10'), instant: paris('2026-10-02 11:00') })];
  const cree = correction('CREATION', {
    usagerId: 'U1',
    intervenantId: 'I1',
    debut: paris('2026-09-15 15:00'),
    fin: paris('2026-09-15 16:00'),
    date: jour('2026-09-15'),
  });
  await clore(async () => {
    expect(await juger(c, suite)).toEqual([undefined, undefined]);
    // What does not touch the month is judged, and paired, all the same.
    expect(await juger(cree)).toEqual(['ACCEPTEE']);
    expect(await banc.interventions('EST')).toContainEqual(expect.objectContaining({ id: cree.id }));
  });
  // Given up, then taken again.
  expect(await juger(c)).toEqual(['ACCEPTEE']);
  const tard = depart({ fin: paris('2026-10-01 09:20'), instant: paris('2026-10-02 12:00') });
  await clore(async () => {
    expect(await juger(tard)).toEqual([undefined]);
    await banc.poserAntenne('EST', { _id: 'cloture:2026-10', type: 'cloture', mois });
  });
  expect(await juger(tard)).toEqual(['TARDIVE']);
});

test('[CO-5] the mark that a dead closing left holds nothing back', async () => {
  await tourner();
  await banc.poserAntenne('EST', {
    _id: 'cloture-en-cours:2026-10',
    type: 'cloture-en-cours',
    mois: '2026-10',
    antenne: 'EST',
    jeton: 'mort',
  });
  expect(await juger(depart())).toEqual(['ACCEPTEE']);
});

test('[FL-1] [CO-3] where there are copies, a visit that is not found is looked for some minutes: a copy may lag by little; then it is refused', async () => {
  const trois = [1, 2, 3].map((n) => ({ nom: `n${n}`, present: true, actifS: 3_600, aTransmettre: 0 }));
  const magasin = entourer(banc.magasin, async ({ nom }, faire) => (nom === 'noeuds' ? trois : faire()));
  let maintenant = paris('2026-10-03 10:00');
  const ici = await ouvrirRattrapage(magasin, () => maintenant);
  const attendre = (minutes: number): void => {
    maintenant = instantDe(epochMs(maintenant) + minutes * 60_000);
  };
  const [tot, jamais] = [
    correction('HORAIRE', { cible: { genre: 'POINTAGE', id: 'b' }, fin: paris('2026-10-01 12:00') }),
    correction('HORAIRE', { cible: { genre: 'POINTAGE', id: 'inconnu' }, fin: paris('2026-10-01 12:00') }),
  ];
  const dits = async () =>
    Promise.all(
      [tot, jamais].map(
        async (c) => (await banc.verdict('EST', c))?.refus?.code ?? (await banc.verdict('EST', c))?.decision,
      ),
    );
  await banc.poserAntenne('EST', tot, jamais);
  await ici();
  attendre(5);
  await ici();
  expect(await dits()).toEqual([undefined, undefined]);
  await banc.pointer(pointage('A', '2026-10-01 11:00', { id: 'b' }));
  await ici();
  expect(await dits()).toEqual(['ACCEPTEE', undefined]);
  attendre(6);
  await ici();
  expect(await dits()).toEqual(['ACCEPTEE', 'INTROUVABLE']);
});
