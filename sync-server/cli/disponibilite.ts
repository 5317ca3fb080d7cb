import { PANNES, type RapportDisponibilite } from '#shared/contrats/disponibilite';
import { phraseTaux } from '#shared/domain/disponibilite/mots';
import { dateParis, heureAffichee, moisParis } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { horlogeSysteme } from '../ports/horloge';
import { lireDisponibilite } from '../use-cases/disponibilite';
import { avecMagasin, type ContexteCli, lireMois, option, rendre } from './contexte';

const quand = (i: Instant): string => `${dateParis(i)} ${heureAffichee(i)}`;
const periode = (p: { debut: Instant; fin?: Instant | undefined }): string =>
  p.fin === undefined ? `depuis ${quand(p.debut)}, toujours en cours` : `${quand(p.debut)} → ${quand(p.fin)}`;

const enTexte = (r: RapportDisponibilite): string[] => [
  `Disponibilité du téléphone (SVI), ${r.mois} : ${phraseTaux(r.total)}. Visée : ${r.visee} %.`,
  ...(r.coupures.length === 0 ? ['Aucune panne mesurée.'] : ['Pannes :']),
  ...r.coupures.map((c) => `  ${periode(c)} : ${c.minutes} min en échec`),
  ...r.autres.map((p) => `  ${periode(p)} : ${PANNES[p.quoi].libelle}`),
];

export const executer = async (c: ContexteCli): Promise<number> => {
  const jusqua = horlogeSysteme();
  const mois = option(c, 'mois');
  const demande = { mois: mois === undefined ? moisParis(jusqua) : lireMois(mois), jusqua };
  return avecMagasin(c, async (m) => rendre(c, { ok: true, valeur: await lireDisponibilite(m, demande) }, enTexte));
};
