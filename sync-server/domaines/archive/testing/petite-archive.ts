import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { antenneSchema } from '#shared/contrats/antenne';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idCloture, idEtatFige } from '#shared/contrats/ids';
import { instantSchema, type Mois, moisSchema } from '#shared/temps/types';
import { cloture, etatFige } from '#shared/testing/releves';
import { ouvrirMagasinEnMemoire } from '../../../http/testing/banc';
import { horlogeSysteme } from '../../../ports/horloge';
import { ecrireTout } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { preparerBases } from '../../../store/preparer-bases';
import { creerAntenne } from '../../antennes/antennes';
import { empreinteFigee } from '../../cloture/clore/cloturer';
import { ouvrirAutorite } from '../horodatage/autorite';
import { ouvrirAutoriteLocale } from '../horodatage/testing/autorite-locale';
import { archiver } from '../releves/archiver';

/** A month closed as `cloturer` leaves it: frozen documents, then the one that makes them current. */
export const clore = async (
  magasin: Magasin,
  antenne: Antenne,
  mois: Mois,
  ids: readonly string[],
  instant = cloture().instant,
  plus: Partial<Usager> = {},
  {
    tourner = (e) => e,
    complements = [],
  }: { tourner?: (e: EtatFige) => EtatFige; complements?: readonly Complement[] } = {},
): Promise<void> => {
  const etats = ids.map(
    (id): EtatFige => tourner({ ...etatFige(id, plus, 2), _id: idEtatFige(mois, id), antenne, mois }),
  );
  const doc = cloture({
    _id: idCloture(mois),
    antenne,
    mois,
    instant,
    usagers: ids.length,
    empreinte: await empreinteFigee(etats),
    ...(complements.length > 0
      ? { complements: { usagers: complements.length, empreinte: await empreinteFigee(complements) } }
      : {}),
  });
  await ecrireTout(magasin, baseAntenne(antenne), [...etats, ...complements, doc]);
};

const M = (m: string): Mois => moisSchema.parse(m);
const MOIS = [
  { mois: M('2026-11'), instant: cloture().instant },
  { mois: M('2026-12'), instant: instantSchema.parse('2027-01-04T09:00:00Z') },
];

export type PetiteArchive = { dossier: string; ca: string; fermer: () => Promise<void> };

/** An antenna that no service begins with: an administrator created it. */
const SEPTIEME = antenneSchema.parse('RIVE_2');

const creerSeptieme = async (magasin: Magasin): Promise<void> => {
  const acte = { magasin, horloge: () => cloture().instant, auteur: 'essai' };
  const r = await creerAntenne(acte, { code: SEPTIEME, libelle: 'Rive' });
  if (!r.ok) throw new Error(r.refus.message);
};

/**
 * Two antennas, or three with one that was created, two months of two years, each month dated by an authority, or none of them: an
 * archive written by the product itself.
 */
export const ecrirePetiteArchive = async (
  o: { datee: boolean; septieme?: boolean } = { datee: true },
): Promise<PetiteArchive> => {
  const { magasin, fermer } = await ouvrirMagasinEnMemoire();
  const locale = await ouvrirAutoriteLocale();
  const racine = await mkdtemp(join(tmpdir(), 'tg-petite-'));
  const dossier = join(racine, 'archive');
  await preparerBases(magasin, horlogeSysteme());
  try {
    if (o.septieme) await creerSeptieme(magasin);
    for (const { mois, instant } of MOIS) {
      await clore(magasin, 'EST', mois, ['U1', 'U2'], instant);
      // What nobody dated is of another usager: sealed again as well as the first.
      await clore(magasin, 'SUD', mois, [o.datee ? 'U3' : 'U4'], instant);
      if (o.septieme) await clore(magasin, SEPTIEME, mois, ['U5'], instant);
      const antennes: Antenne[] = o.septieme ? ['EST', 'SUD', SEPTIEME] : ['EST', 'SUD'];
      const r = await archiver(
        { magasin, horloge: horlogeSysteme, dossier, autorite: o.datee ? ouvrirAutorite(locale) : undefined },
        { mois, antennes, auteur: 'essai' },
      );
      if (!r.ok || (r.valeur.horodatage.etat === 'DATE') !== o.datee) throw new Error('archive non écrite');
    }
  } finally {
    await fermer();
  }
  return {
    dossier,
    ca: locale.ca,
    fermer: async () => {
      await locale.fermer();
      await rm(racine, { recursive: true, force: true });
    },
  };
};
