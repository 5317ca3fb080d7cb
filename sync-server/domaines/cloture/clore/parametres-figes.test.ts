import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { DateCivile, Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { compterRequetes } from '../../dossiers/testing/banc-import';
import { creerMonde } from '../../pointages/monde/monde';
import { lireParametresDesClos } from '../../pointages/monde/parametres-clos';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

const [AOUT, SEPTEMBRE] = ['2026-08', '2026-09'] as [Mois, Mois];
let s: BancCloture;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
});
afterAll(() => s.b.fermer());

/** Two arrivals seven minutes apart: two visits where a duplicate is within five, one where it is within ten [AP-3]. */
const arriverDeuxFois = async (id: string, jour: string): Promise<void> => {
  await s.pointer(`${id}1`, paris(`${jour} 08:00`), paris(`${jour} 10:00`));
  await s.pointer(`${id}2`, paris(`${jour} 08:07`), paris(`${jour} 10:02`));
};

it('[CL-2] un paramètre écrit depuis ne change rien à un mois clos, même daté d’avant lui et même où un pointage tardif fait rapprocher son jour', async () => {
  await arriverDeuxFois('A', '2026-08-03');
  s.aller('2026-09-01T08:00:00Z');
  await s.clore(AOUT);
  await s.poser(BASE_CENTRALE, [
    {
      _id: 'parametre:doublon:2026-01-01',
      type: 'parametre',
      cle: 'doublon',
      depuis: '2026-01-01',
      valeur: 10,
      auteur: 'essai',
      instant: s.maintenant(),
    },
  ]);
  await s.pointer('T', paris('2026-08-03 14:00'), paris('2026-08-03 15:00'));
  await arriverDeuxFois('B', '2026-09-07');
  s.aller('2026-10-01T08:00:00Z');
  await s.clore(SEPTEMBRE);
  const fichiers = await s.fichiers(SEPTEMBRE, ['SUD']);
  expect(lignesDe(fichiers['COMPLEMENTAIRE_SUD_202609.csv'])).toEqual([
    ';;;;;;;;M1;I1;03/08/2026 14:00;03/08/2026 15:00;60;0;;AD;2026-08',
  ]);
  // The open month follows it.
  expect(lignesDe(fichiers['SERVICE_FAIT_SUD_202609.csv'])).toEqual([
    'M1;I1;07/09/2026 08:00;07/09/2026 10:00;120;0;;AD',
  ]);
  expect(lignesDe((await s.fichiers(AOUT, ['SUD']))['SERVICE_FAIT_SUD_202608.csv'])).toEqual([
    'M1;I1;03/08/2026 08:07;03/08/2026 10:00;113;0;;AD',
  ]);
});

it('[CL-2] what closings froze is asked for all at once, and no more once it is known; an open month is looked at each time', async () => {
  const { magasin, requetes } = compterRequetes(s.b.magasin);
  const monde = await creerMonde(magasin, s.maintenant, {
    surNonJugee: (e) => {
      throw e;
    },
  });
  const jours = ['2026-07-31', '2026-08-31', '2026-09-01', '2026-10-01'] as DateCivile[];
  const lire = async () => {
    requetes.length = 0;
    const parametres = await lireParametresDesClos(monde, jours);
    expect(jours.map((j) => parametres('SUD', j)?.(j).doublon)).toEqual([undefined, 5, 10, undefined]);
    return requetes.length;
  };
  // One request an antenna, and one for each of the months that it closed.
  const premiere = await lire();
  expect(premiere).toBe(6 + 2 * 6);
  expect(await lire()).toBe(6);
  const clos = (await lireParametresDesClos(monde, ['2026-08-31' as DateCivile]))('EST', '2026-08-31' as DateCivile);
  expect(clos?.('2026-08-31' as DateCivile).doublon).toBe(5);
});
