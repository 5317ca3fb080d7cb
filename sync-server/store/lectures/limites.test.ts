import { expect, test } from 'vitest';
import { lecteurParametres, PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { jour, paris } from '#shared/testing/constructeurs';
import { limitesDe } from './limites';

const MAINTENANT = paris('2026-11-25 03:00');

test('[RE] statements are kept ten years, and no setting gives less: not one that a version of before accepted', () => {
  const { schema } = PARAMETRES.conservationReleves;
  expect([12, 119, 120, 240].map((v) => schema.safeParse(v).success)).toEqual([false, false, true, true]);
  const depuis = jour('2026-01-01');
  const typee = (valeur: number) =>
    lecteurParametres([
      {
        _id: 'parametre:conservationReleves:2026-01-01',
        type: 'parametre',
        cle: 'conservationReleves',
        depuis,
        valeur,
        auteur: 'essai',
        instant: MAINTENANT,
      },
    ])(jour('2026-11-25'));
  expect(limitesDe(typee(12), MAINTENANT).RELEVES).toBe('2016-11');
  expect(limitesDe(typee(240), MAINTENANT).RELEVES).toBe('2006-11');
});
