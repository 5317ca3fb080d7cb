import { afterEach, beforeEach, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { visite } from '#shared/testing/constructeurs';
import { creerAlerter } from '../domaines/alertes';
import { creerPiloter } from '../domaines/chiffres';
import { creerStatuer } from '../domaines/corrections';
import { creerPartagerDites } from '../domaines/dossiers';
import { lireReperes, resumerReperes } from '../domaines/exploitation/sauvegarde/reperes';
import { creerApparier, creerMonde, creerPointerFiche } from '../domaines/pointages';
import { rattraper } from './rattraper';
import { type BancTransitions, ouvrirBancDUneVisite } from './testing/banc';

const EST = baseAntenne('EST');
const POINTAGES = 'tg-pointages-2026';
/** Of an antenna that this process does not know yet. */
const INCONNUE = 'tg-antenne-neuve';
const JOUR = '2026-11-25';

let banc: BancTransitions;
beforeEach(async () => {
  banc = await ouvrirBancDUneVisite(JOUR);
});
afterEach(() => banc.fermer());

test('[FL-1] each follows what concerns it: punches are read for pairing, and for nothing else', async () => {
  const monde = await creerMonde(banc.magasin, banc.horloge);
  const transitions = [
    creerPointerFiche(monde),
    creerApparier(monde, new Map()),
    creerStatuer(monde),
    creerPartagerDites(monde, new Map()),
    creerAlerter(monde),
    creerPiloter(monde, new Map()),
  ];
  const bases = [BASE_CENTRALE, EST, INCONNUE, POINTAGES];
  expect(transitions.map((t) => [t.nom, ...bases.filter(t.suit)])).toEqual([
    ['pointer-fiche', EST, INCONNUE],
    ['apparier', ...bases],
    ['statuer-correction', BASE_CENTRALE, EST, INCONNUE],
    ['partager-dispenses', EST, INCONNUE],
    ['alerter', BASE_CENTRALE, EST, INCONNUE],
    ['piloter', BASE_CENTRALE, EST, INCONNUE],
  ]);
});

test('what an earlier version followed is let go, and no backup takes it for late', async () => {
  await rattraper(banc.magasin, banc.horloge);
  const reperes = await lireReperes(banc.magasin);
  const { sequences } = reperes.get('piloter') ?? { sequences: {} };
  const anciennes = { ...sequences, [POINTAGES]: '0' };
  await banc.magasin.ecrireLocal(BASE_CENTRALE, '_local/transition-piloter-sequences', { valeurs: anciennes });
  const retard = async (): Promise<readonly string[]> => {
    const { enRetard } = await resumerReperes(banc.magasin, await lireReperes(banc.magasin), [POINTAGES]);
    return enRetard[POINTAGES] ?? [];
  };
  expect(await retard()).toHaveLength(2);
  await banc.poserAntenne('EST', visite('V2', `${JOUR} 10:00`, `${JOUR} 11:00`));
  await rattraper(banc.magasin, banc.horloge);
  expect(await retard()).toEqual([]);
});
