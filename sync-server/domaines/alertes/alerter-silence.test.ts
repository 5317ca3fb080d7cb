import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Antenne } from '#shared/contrats/commun';
import type { Alerte } from '#shared/contrats/exploitation/alerte';
import { baseAntenne } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import type { Instant } from '#shared/temps/types';
import { paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { lirePlage, plageDuType } from '../../store/lire';
import { basesSuivies, creerMoteur, type Moteur } from '../../transitions/rattraper';
import { type BancTransitions, intervenant, ouvrirBancTransitions } from '../../transitions/testing/banc';

// A service of a hundred visits a day, at eight and at ten: the telephone hears them on the first day, and not on the second.

let banc: BancTransitions;
let maintenant: Instant;
const horloge = (): Instant => maintenant;
const N = 100;
const rangs = Array.from({ length: N }, (_, n) => n);
const u = (n: number): string => `U${n}`;

const poserVisites = async (jour: string): Promise<void> => {
  const siennes = rangs.map((n) =>
    visite(`${jour}-${n}`, `${jour} 08:00`, `${jour} 10:00`, { usagerId: u(n), intervenantId: `I${n}` }),
  );
  await banc.poserAntenne('EST', ...siennes);
};
const appel = (n: number, sens: 'A' | 'D', quand: string, plus: Partial<Pointage> = {}): Pointage =>
  pointage(sens, quand, { id: `${quand} ${n}`.replace(/\W/g, ''), usagerId: u(n), intervenantId: `I${n}`, ...plus });

beforeAll(async () => {
  banc = await ouvrirBancTransitions();
  await banc.vider();
  for (const n of rangs) await banc.poserAntenne('EST', usager(u(n)), intervenant(`I${n}`, 'EST'));
  await poserVisites('2026-11-24');
  await poserVisites('2026-11-25');
  await banc.pointer(...rangs.map((n) => appel(n, 'A', `2026-11-24 08:0${n % 10}`)));
  await banc.pointer(...rangs.map((n) => appel(n, 'D', `2026-11-24 10:0${n % 10}`)));
});
afterAll(() => banc.fermer());

const dites = async (a: Antenne): Promise<Alerte[]> =>
  (await lirePlage<Alerte>(banc.magasin, baseAntenne(a), plageDuType('alerte'))).filter(
    (x) => x.genre === 'TELEPHONE_MUET',
  );
const tour = async (m: Moteur): Promise<number> => m.tour(await basesSuivies(banc.magasin));
const a = async (m: Moteur, quand: string): Promise<Alerte | undefined> => {
  maintenant = paris(quand);
  await tour(m);
  await m.minute();
  return (await dites('SUD'))[0];
};

test('[AL-8] nobody calls at the hour when all do: every antenna is told, until calls come again', async () => {
  maintenant = paris('2026-11-25 07:30');
  const m = await creerMoteur(banc.magasin, horloge);
  expect(await a(m, '2026-11-25 07:59')).toBeUndefined();
  const trouvee = await a(m, '2026-11-25 08:04');
  expect(trouvee).toMatchObject({ depuis: '2026-11-25', instant: paris('2026-11-25 07:34'), appels: { recus: 0 } });
  // Said as it was found: nothing is written at each minute. Another antenna reads the same.
  expect(await a(m, '2026-11-25 08:20')).toEqual(trouvee);
  expect((await dites('EST')).map((x) => x._id)).toEqual([trouvee?._id]);
  // In a quiet hour that nobody calls says nothing; a server that starts again says the same.
  expect(await a(m, '2026-11-25 09:10')).toEqual(trouvee);
  const autre = await creerMoteur(banc.magasin, horloge);
  expect(await a(autre, '2026-11-25 09:11')).toEqual(trouvee);
  // One call, in the quiet hour: it is over.
  await banc.pointer(appel(1, 'A', '2026-11-25 09:12'));
  expect(await a(autre, '2026-11-25 09:13')).toBeUndefined();
});

test('[AL-8] hours typed from paper are no calls; calls that come as usual leave nothing to say', async () => {
  const m = await creerMoteur(banc.magasin, horloge);
  await banc.pointer(...rangs.map((n) => appel(n, 'D', `2026-11-25 10:0${n % 10}`, { source: 'FICHE' })));
  expect(await a(m, '2026-11-25 10:11')).toMatchObject({ appels: { recus: 0, attendus: 100 } });
  await banc.pointer(...rangs.map((n) => appel(n, 'D', `2026-11-25 10:1${n % 2}`)));
  expect(await a(m, '2026-11-25 10:12')).toBeUndefined();
});
