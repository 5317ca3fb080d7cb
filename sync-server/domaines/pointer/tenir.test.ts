import { beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne, idIntervenant } from '#shared/contrats/ids';
import type { LienPointer } from '#shared/contrats/pointages/pointer';
import { jour, paris, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import type { Magasin } from '../../store/lire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { preparerBases } from '../../store/preparer-bases';
import { enRetard } from '../../store/testing/en-retard';
import { entourer } from '../../store/testing/entourer';
import { lireLiensPointer } from './liens';
import { idLienPointer } from './porteur';
import { tenirLiensPointer } from './tenir';

const CREE = paris('2026-10-01 08:00');
let m: Magasin;

const lien = (nom: string) => ({
  _id: idLienPointer(nom),
  type: 'lien-pointer' as const,
  antenne: 'EST',
  creePar: 'marie',
  creeLe: CREE,
  preuve: 'preuve',
  cle: 'cle',
  fautes: [],
});
const LIENS = [
  { ...lien('feuille'), genre: 'USAGER', usagerId: 'U1' },
  { ...lien('aide'), genre: 'INTERVENANT', intervenantId: 'I1' },
] as LienPointer[];
const ouverts = async () => (await lireLiensPointer(m)).filter((l) => l.retireLe === undefined).length;

beforeEach(async () => {
  m = magasinMemoire();
  await preparerBases(m, CREE);
  await ecrireTout(m, BASE_CENTRALE, LIENS);
  await ecrireTout(m, baseAntenne('EST'), [
    usager('U1', { absentDepuis: jour('2026-10-10') }),
    {
      _id: idIntervenant('I1'),
      type: 'intervenant',
      id: 'I1',
      civilite: 'MME',
      nom: 'Diallo',
      prenom: 'Fatou',
      antenne: 'EST',
      codeSvi: '10428',
      dateDebut: jour('2026-01-01'),
      vuLe: CREE,
      absentDepuis: jour('2026-10-10'),
    },
  ]);
});

test('[PT-10] a short file takes back no sheet and no link, which would have to be made and carried again', async () => {
  await tenirLiensPointer(m, paris('2026-10-10 09:00'));
  expect(await ouverts()).toBe(2);
});

test('[PT-10] those of people who are gone for good are taken back', async () => {
  await tenirLiensPointer(m, paris('2026-11-23 23:00'));
  expect(await ouverts()).toBe(2);
  await tenirLiensPointer(m, paris('2026-11-24 09:00'));
  expect(await ouverts()).toBe(0);
});

const SANS_PERSONNE = (id: string): boolean => /^(usager|intervenant):/.test(id);

test('[PT-10] while a copy catches up, nobody is held to be gone; the next night says', async () => {
  const grappe = enRetard(m);
  grappe.retarder(SANS_PERSONNE);
  expect(await tenirLiensPointer(grappe.m, paris('2026-10-10 09:00'))).toBe(0);
  expect(await ouverts()).toBe(2);
  grappe.calmer();
  expect(await tenirLiensPointer(grappe.m, paris('2026-11-24 09:00'))).toBe(2);
  expect(await ouverts()).toBe(0);
});

test('[PT-10] who is missing from what one copy shows, and is there by the quorum, keeps sheet and link', async () => {
  const lacunaire = entourer(m, async (o, faire) => {
    const r = await faire();
    return o.nom === 'plage' ? (r as { id: string }[]).filter((l) => !SANS_PERSONNE(l.id)) : r;
  });
  expect(await tenirLiensPointer(lacunaire, paris('2026-10-10 09:00'))).toBe(0);
  expect(await ouverts()).toBe(2);
});
