import { afterEach, expect, it } from 'vitest';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { preparerBases } from '../../../store/preparer-bases';
import { type BancCloture, ligneApa, lignesDe, ouvrirBancCloture } from '../testing/banc';

let s: BancCloture | undefined;
afterEach(async () => {
  await s?.b.fermer();
  s = undefined;
});

const JANVIER = '2027-01' as Mois;
const FEVRIER = '2027-02' as Mois;

/** A visit of one day, whose hours are then given on another. */
const deplacer = async (b: BancCloture, de: string, vers: string): Promise<void> => {
  const [visite] = await b.interventions('SUD');
  if (!visite) throw new Error(`pas de visite le ${de}`);
  await b.corriger(visite, 'HORAIRE', { debut: paris(`${vers} 08:00`), fin: paris(`${vers} 09:00`) });
  await b.tourner();
};

const pointee = async (jour: string): Promise<BancCloture> => {
  const b = await ouvrirBancCloture([ligneApa('M1', 10)]);
  s = b;
  b.aller('2027-03-04T08:00:00Z');
  await preparerBases(b.b.magasin, b.maintenant());
  await b.pointer('A', paris(`${jour} 10:00`), paris(`${jour} 11:00`));
  await b.tourner();
  return b;
};

const LIGNE = (jour: string) => `M1;I1;${jour} 08:00;${jour} 09:00;60;0;OUBLI_DEPART;AD`;
const faits = async (b: BancCloture, mois: Mois): Promise<string[]> =>
  lignesDe((await b.fichiers(mois, ['SUD']))[`SERVICE_FAIT_SUD_${mois.replace('-', '')}.csv`]);

it.each([
  ['2027-03-01', '2027-01-29', '29/01/2027'],
  ['2027-03-02', '2027-01-30', '30/01/2027'],
  ['2027-03-03', '2027-01-31', '31/01/2027'],
])('[CL-3] une visite du %s, retenue le %s, est dans le fichier de janvier', async (de, vers, ecrit) => {
  const b = await pointee(de);
  await deplacer(b, de, vers);
  await b.clore(JANVIER, ['SUD']);
  expect(await faits(b, JANVIER)).toEqual([LIGNE(ecrit)]);
});

it('[CL-3] une visite de janvier, retenue le 1er mars, est dans le fichier de mars', async () => {
  const b = await pointee('2027-01-29');
  await deplacer(b, '2027-01-29', '2027-03-01');
  b.aller('2027-04-02T08:00:00Z');
  await b.clore('2027-03' as Mois, ['SUD']);
  expect(await faits(b, '2027-03' as Mois)).toEqual([LIGNE('01/03/2027')]);
});

it('[CL-4] janvier déjà clos, ce qu’une visite de mars lui apporte part avec la clôture de février', async () => {
  const b = await pointee('2027-03-01');
  await b.clore(JANVIER, ['SUD']);
  await deplacer(b, '2027-03-01', '2027-01-29');
  await b.clore(FEVRIER, ['SUD']);
  const complements = Object.entries(await b.fichiers(FEVRIER, ['SUD']))
    .filter(([nom]) => nom.includes('COMPLEMENTAIRE'))
    .flatMap(([, texte]) => lignesDe(texte));
  expect(complements.join()).toContain('29/01/2027 08:00');
});
