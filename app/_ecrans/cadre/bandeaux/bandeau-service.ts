import { type EtatService, PANNES } from '#shared/contrats/exploitation/disponibilite';
import { phrasePanne, phraseRetour } from '#shared/domain/disponibilite/mots';
import { sansAppels } from '#shared/domain/disponibilite/panne';
import { heure } from '#shared/mots/dates';
import { minuscule } from '#shared/mots/textes';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Liaison } from '../../../_donnees/replication/etat-sync';

export type Bandeau = {
  /** Changes when there is something new to say. */
  cle: string;
  ton: 'rouge' | 'orange' | 'vert';
  phrases: string[];
  /** Paper slips are to be typed. */
  fiches: boolean;
  /** Over: it may be put away. */
  fermable: boolean;
};

/** How long a return is said. */
const RETOUR_S = 1_800;
/** With no network, what is older than that tells nothing of today. */
const MEMOIRE_S = 12 * 3_600;
/** Known that shortly before, it holds while the link is being made. */
const FRAIS_S = 120;

const EN_RETARD: Bandeau = {
  cle: 'grappe',
  ton: 'orange',
  phrases: ['La grappe se remet à jour : ce qui s’affiche peut être incomplet.'],
  fiches: false,
  fermable: false,
};

/** [AL-8] The probe's own call may go through: it does not pass by the telephone network. */
const direSilence = (silence: Instant, suite: readonly string[]): Bandeau => ({
  cle: `silence ${silence}`,
  ton: 'orange',
  phrases: [
    `Presque aucun appel d’aide ne vient depuis ${heure(silence)} : le téléphone est peut-être en panne.`,
    'Appelez le numéro des aides pour l’entendre ; s’il ne répond pas, prévenez l’assistance.',
    ...suite,
  ],
  fiches: false,
  fermable: false,
});

const retour = (e: EtatService, maintenant: Instant, ferme: string | undefined): Bandeau | undefined => {
  const t = e.terminee;
  if (!t || ecartSecondes(t.fin, maintenant) > RETOUR_S) return undefined;
  const cle = `${t.debut} ${t.quoi} ${t.fin}`;
  if (cle === ferme) return undefined;
  const fiches = sansAppels(t);
  const suite = fiches ? ['Les fiches papier remplies entre-temps restent à saisir.'] : [];
  return { cle, ton: 'vert', phrases: [phraseRetour(t, maintenant), ...suite], fiches, fermable: true };
};

/**
 * What the frame says of the telephone, and of data whose copies lag. Without the network, only what was last heard, with its hour, and never that all is
 * well again; nothing while the link is being made, unless it was heard just before.
 */
export const bandeauService = (
  e: EtatService | undefined,
  o: { liaison: Liaison; maintenant: Instant; ferme: string | undefined },
): Bandeau | undefined => {
  if (!e) return undefined;
  const age = ecartSecondes(e.vuLe, o.maintenant);
  const [premiere] = e.pannes;
  const enDirect = o.liaison === 'EN_LIGNE' || age < FRAIS_S;
  const grappe = e.grappe && enDirect ? EN_RETARD : undefined;
  if (!premiere && e.silence !== undefined && enDirect) return direSilence(e.silence, grappe?.phrases ?? []);
  if (!premiere) return enDirect ? (grappe ?? retour(e, o.maintenant, o.ferme)) : undefined;
  if (!enDirect && (o.liaison === 'CONNEXION' || age > MEMOIRE_S)) return undefined;
  const dites = e.pannes.map((p) => phrasePanne(p, o.maintenant));
  const phrases = enDirect ? dites : [`Dernière nouvelle, à ${heure(e.vuLe)} : ${minuscule(dites.join(' '))}`];
  const rouge = e.pannes.some(sansAppels);
  return {
    cle: `${e.pannes.map((p) => `${p.debut} ${p.quoi}`).join()} ${enDirect}${grappe ? ' grappe' : ''}`,
    ton: rouge ? 'rouge' : 'orange',
    phrases: [...phrases, PANNES[premiere.quoi].consigne, ...(grappe?.phrases ?? [])],
    fiches: rouge,
    fermable: false,
  };
};
