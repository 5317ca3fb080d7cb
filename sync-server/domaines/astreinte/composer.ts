import { GENRES_ALERTE } from '#shared/contrats/exploitation/alerte';
import type { Trou } from '#shared/contrats/exploitation/astreinte';
import { type MessageAstreinte, RAISONS_SMS, type RaisonSms } from '#shared/contrats/exploitation/message-astreinte';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { direAntennes, grouperTrous } from '#shared/domain/veille/garde';
import { direAvance } from '#shared/domain/veille/mots';
import { enGsm } from '#shared/domain/veille/texte';
import { dateEtHeure, plageEnMots } from '#shared/mots/dates';
import { minuscule } from '#shared/mots/textes';
import type { Instant } from '#shared/temps/types';
import type { Courriel } from '../../ports/courriel';
import { jetonDe } from './liens';

/** The link by which she says that she takes it: short, for it counts in the letters of a text message. */
const lien = (m: MessageAstreinte, extranet: string): string => `${extranet}/garde/#${jetonDe(m)}`;

/** [AL-7] The text message, as it leaves. Of what is over, nothing is to be taken. */
export const composerSms = (m: MessageAstreinte, extranet: string): string =>
  m.fin ? m.texte : `${m.texte} ${enGsm('Je m’en occupe :')} ${lien(m, extranet)}`;

/** The silence of the telephone is of no antenna. */
const ouDe = ({ genre, antenne }: MessageAstreinte): string =>
  genre === 'TELEPHONE_MUET' ? 'Astreinte' : `Astreinte ${libelleAntenne(antenne)}`;

/** [AL-7] The same by mail: one for one message. */
export const composerCourriel = (
  m: MessageAstreinte,
  e: { a: string; extranet: string; raison: RaisonSms },
): Courriel => ({
  a: [e.a],
  sujet: m.groupe
    ? `Astreinte : ${m.groupe.length} visites ${m.fin ? 'qui ne sont plus signalées' : 'non commencées'}`
    : `${ouDe(m)} : ${m.fin ? 'n’est plus signalé, ' : ''}${minuscule(GENRES_ALERTE[m.genre].libelle)}`,
  // Its hours are those of the day when it was written: it may be read the day after.
  texte: `${[
    `Le ${dateEtHeure(m.prepareLe)} :`,
    m.texte,
    ...(m.fin ? [] : ['', `Dire que vous vous en occupez : ${lien(m, e.extranet)}`]),
    '',
    `Ce message vous est écrit parce que le SMS n’a pas été remis (${RAISONS_SMS[e.raison]}).`,
  ].join('\n')}\n`,
  cle: `${m.prepareLe}:astreinte-${m._id.split(':')[2] ?? ''}`,
  perimeLe: m.expireLe,
});

/** [AL-7] The hours to come with nobody on call, to the central service. */
export const composerTrous = (
  { trous, jours }: { trous: readonly Trou[]; jours: number },
  e: { a: readonly string[]; extranet: string; cle: string; perimeLe: Instant },
): Courriel => ({
  a: e.a,
  sujet: 'Astreinte : des heures sans personne',
  texte: `${[
    `Dans les ${direAvance(jours)} qui viennent, personne n’est d’astreinte :`,
    '',
    ...grouperTrous(trous).map((t) => `- ${direAntennes(t.antennes)}, ${minuscule(plageEnMots(t.debut, t.fin))}`),
    '',
    'Pendant ces heures, une visite non commencée ou un départ en retard ne serait dit à personne.',
    `Donner un tour d’astreinte : ${e.extranet}/astreintes/`,
  ].join('\n')}\n`,
  cle: e.cle,
  perimeLe: e.perimeLe,
});
