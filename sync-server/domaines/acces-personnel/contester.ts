import { ulid } from 'ulid';
import type { DemandeContestation } from '#shared/contrats/acces/acces-personnel';
import { type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import type { Note } from '#shared/contrats/corrections/equipe';
import { lecteurParametres } from '#shared/contrats/exploitation/parametre';
import { baseAntenne } from '#shared/contrats/ids';
import { ecrireMot, jugerProposition } from '#shared/domain/equipe/mot-aide';
import { ajouterMois, dateParis, moisDe, moisParis, premierJour } from '#shared/temps/paris';
import type { Horloge } from '../../ports/horloge';
import { enConflit } from '../../store/ecrire';
import { deposerEtNoter } from '../../store/inventaire/actes';
import { lireParametres } from '../../store/lectures/connus';
import { lireEtatsDesMois } from '../../store/lectures/mois-clos';
import type { Magasin } from '../../store/lire';
import { clesType } from '../../store/types';
import { ENTREES, sujetEcrit, tracer } from '../audit';
import type { Acces } from './liens';
import { lireSiennes, prendDesHeures } from './mes-heures';
import { cleObjet, lireTousMots, type Mot, nomsDe } from './mots-aide';

/** [PR-2] Words of one person that wait at once, and those of a day: beyond, the telephone is better. */
const MOTS_MAX = 20;
const POSTE = 'acces-personnel';

const nomEntier = (p: { prenom: string; nom: string }): string => `${p.prenom} ${p.nom.toLocaleUpperCase('fr')}`;

const refusDuNombre = (mots: readonly Mot[], noms: ReadonlySet<string>, aujourdhui: string): Refusee | undefined => {
  const attendent = mots.filter((x) => x.suite === undefined);
  if (attendent.some((x) => noms.has(cleObjet(x.note.objet))))
    return refuser('CONTESTATION', 'Votre antenne a déjà votre mot sur cette visite et ne l’a pas encore traité.');
  if (attendent.length >= MOTS_MAX)
    return refuser('CONTESTATION', 'Beaucoup de vos visites attendent déjà une réponse : appelez votre antenne.');
  return mots.filter((x) => dateParis(x.note.instant) === aujourdhui).length >= MOTS_MAX
    ? refuser('CONTESTATION', 'Vous avez beaucoup écrit aujourd’hui : reprenez demain, ou appelez votre antenne.')
    : undefined;
};

/**
 * [PR-1] An aide says that the hours of one of her visits are wrong, and what they should be. Her word is a note on the visit, that
 * the antenna's managers have before them until they answer it: it changes no hour by itself.
 */
export const contester = async (
  m: Magasin,
  horloge: Horloge,
  acces: Acces,
  d: Omit<DemandeContestation, 'jeton' | 'code'>,
): Promise<Resultat<true>> => {
  if (acces.genre !== 'INTERVENANT')
    return refuser('CONTESTATION', 'Cet accès montre les visites. Pour une erreur, appelez votre antenne.');
  const maintenant = horloge();
  const mois = moisDe(d.date);
  const parametresAu = lecteurParametres(await lireParametres(m));
  const aujourdhui = dateParis(maintenant);
  const plusAncien = ajouterMois(moisParis(maintenant), -parametresAu(aujourdhui).fenetreMois);
  if (mois < plusAncien)
    return refuser('CONTESTATION', 'Ce mois est trop ancien pour être revu ici : appelez votre antenne.');
  const siennes = await lireSiennes(m, acces, mois, maintenant);
  // The page may have been read before a punch gave it another name.
  const visee = siennes.find((s) => nomsDe(s.retenue.intervention).has(cleObjet(d.objet)));
  if (!visee)
    return refuser('CONTESTATION', 'Cette visite n’est plus parmi les vôtres : relisez le mois, puis recommencez.');
  const { retenue, antenne, absent } = visee;
  const mots = await lireTousMots(m, new Set(siennes.map((s) => s.antenne)), acces.doc.id, premierJour(plusAncien));
  if (mots.some((x) => x.note.id === d.id)) return { ok: true, valeur: true };
  const trop = refusDuNombre(mots, nomsDe(retenue.intervention), aujourdhui);
  if (trop) return trop;

  const id = d.id ?? ulid();
  const note: Note = {
    _id: `note:${retenue.intervention.date}:${id}`,
    type: 'note',
    id,
    date: retenue.intervention.date,
    antenne,
    auteur: nomEntier(acces.doc),
    intervenantId: acces.doc.id,
    instant: maintenant,
    poste: POSTE,
    objet: retenue.cible,
    usagerId: retenue.usagerId,
    texte: ecrireMot(d.texte, d.proposees),
    ...(d.proposees ? { proposees: d.proposees } : {}),
  };
  if (d.proposees) {
    if (absent)
      return refuser(
        'USAGER_ABSENT',
        'L’usager est noté absent ce jour-là : si la visite a eu lieu, dites-le en mots, ou appelez votre antenne.',
      );
    if (!prendDesHeures(retenue))
      return refuser(
        'VISITE_SANS_HEURES',
        'Cette visite est annulée, ou comptée avec celle d’avant : si vous l’avez faite, dites-le en mots, ou appelez votre antenne.',
      );
    const { estClos, seClot } = await lireEtatsDesMois(m, maintenant);
    if (estClos(antenne, mois) || seClot(antenne, mois))
      return refuser('MOIS_CLOS', 'Ce mois est clos : dites en mots ce qui n’est pas juste, ou appelez votre antenne.');
    const refus = jugerProposition(retenue, note, { maintenant, parametresAu });
    if (refus) return { ok: false, refus };
  }
  const [depot] = await deposerEtNoter(m, baseAntenne(antenne), [note]);
  if (enConflit(depot)) {
    // The same one sent twice at once; an id that is somebody else's is not hers to take.
    const [la] = await clesType(m, 'note', [note._id], { antenne });
    return la?.intervenantId === acces.doc.id
      ? { ok: true, valeur: true }
      : refuser('CONTESTATION', 'Ce mot n’a pas pu être gardé : relisez le mois, puis recommencez.');
  }
  await tracer(m, {
    instant: maintenant,
    auteur: sujetEcrit({ genre: acces.genre, id: acces.doc.id }),
    ...ENTREES.ACCES_PERSONNEL.ecrire.conteste(note),
  });
  return { ok: true, valeur: true };
};
