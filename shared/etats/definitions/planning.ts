import type { StatutRetenu } from '../../contrats/corrections/intervention';
import { comparer } from '../../domain/appariement/ordre';
import { absenteDuPlanning } from '../../domain/intervention/absente-planning';
import { STATUTS_FAITS } from '../../domain/intervention/faite';
import { dateEntiere } from '../../mots/dates';
import { minuscule } from '../../mots/textes';
import { dateParis, ecartMinutes, heureAffichee } from '../../temps/paris';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { ColonneEtat, LigneEtat } from '../contrat';
import type { Calcul, Matiere, PrevueSituee, VisiteSituee } from '../matiere';
import { dispenseeEnMots, STATUTS_EN_MOTS } from '../mots';
import { parNom } from './activite';

export const COLONNES_PLANNING: readonly ColonneEtat[] = [
  c.jour('date', 'Date'),
  c.INTERVENANT,
  c.USAGER,
  c.PRESTATION,
  c.instant('prevuDebut', 'Début prévu'),
  c.instant('prevuFin', 'Fin prévue'),
  c.minutes('prevu', 'Heures prévues'),
  c.instant('debut', 'Arrivée'),
  c.instant('fin', 'Départ'),
  c.minutes('realise', 'Heures réalisées'),
  c.texte('statut', 'Où elle en est'),
];

type Rang = {
  prevue?: PrevueSituee;
  visite?: VisiteSituee;
  usagerId: string;
  intervenantId: string;
  statut: string;
};

/** A word inside a sentence. */
const dedans = (statut: StatutRetenu): string => minuscule(STATUTS_EN_MOTS[statut]);

/** Made, and its hours are not in this planning: where they are. Usagers are not named in the planning of another. */
const sansHeures = (p: PrevueSituee, { demande: d }: Matiere): string => {
  if (p.usagerRetenu !== undefined) return 'Faite chez un autre usager';
  if (p.dateRetenue !== undefined && (p.dateRetenue < d.du || p.dateRetenue > d.au))
    return `Faite le ${dateEntiere(p.dateRetenue)}`;
  return `${STATUTS_EN_MOTS[p.statut]}, comptée ailleurs`;
};

/** In the planning of an aide, of a visit that another has: by whom. */
const cedee = (p: PrevueSituee, { demande: d, nomIntervenant }: Matiere): string | undefined => {
  if (d.intervenant === undefined || p.intervenantId === d.intervenant) return undefined;
  const nom = nomIntervenant(p.intervenantId);
  return STATUTS_FAITS.has(p.statut) ? `Faite par ${nom}` : `${STATUTS_EN_MOTS[p.statut]} (${nom})`;
};

const situer = (p: PrevueSituee, visite: VisiteSituee | undefined, m: Matiere): string => {
  const statut = visite?.statut ?? p.statut;
  if (p.dispensee) return dispenseeEnMots(p.dispensee);
  // « Couverte par celle de 16 h 02 »: where its hours are [AP-11].
  if (statut === 'COUVERTE' && p.couvertePar)
    return `${STATUTS_EN_MOTS.COUVERTE} par celle de ${heureAffichee(p.couvertePar)}`;
  if (visite) return STATUTS_EN_MOTS[statut];
  return cedee(p, m) ?? (STATUTS_FAITS.has(p.statut) ? sansHeures(p, m) : STATUTS_EN_MOTS[p.statut]);
};

/** Where a planned visit stands; what came after its month was closed has no hours here, and is said [CL-4]. */
const prevueEnMots = (p: PrevueSituee, visite: VisiteSituee | undefined, m: Matiere): string => {
  const absente = absenteDuPlanning({ visite: p });
  const mots = `${situer(p, visite, m)}${absente === undefined ? '' : `, ${absente}`}`;
  return p.depuis === undefined ? mots : `${mots} à la clôture ; depuis : ${dedans(p.depuis)}`;
};

/** Every planned visit, with what was retained of it, and those that nobody had planned. */
const ranger = (m: Matiere): Rang[] => {
  const { prevues, visites, demande } = m;
  const faites = new Map(visites.map((v) => [v.interventionId, v]));
  const connues = new Set(prevues.map((p) => p.interventionId));
  return [
    ...prevues.map((prevue): Rang => {
      const visite = faites.get(prevue.interventionId);
      return {
        prevue,
        ...(visite ? { visite } : {}),
        usagerId: visite?.usagerId ?? prevue.usagerId,
        // In her own planning, what another has is hers still: its words say by whom it was made.
        intervenantId: visite?.intervenantId ?? demande.intervenant ?? prevue.intervenantId,
        statut: prevueEnMots(prevue, visite, m),
      };
    }),
    ...visites
      .filter((v) => !connues.has(v.interventionId))
      .map(
        (visite): Rang => ({
          visite,
          usagerId: visite.usagerId,
          intervenantId: visite.intervenantId,
          statut: STATUTS_EN_MOTS[visite.statut],
        }),
      ),
  ];
};

/** [CL-4] Said once where any of them has changed since. */
const avertir = ({ prevues }: Matiere): Pick<Calcul, 'avertissements'> =>
  prevues.some((p) => p.depuis !== undefined)
    ? {
        avertissements: [
          'Un mois clos se lit tel qu’il a été clos : ce qui est venu depuis est dit dans « Où elle en est », sans ses heures, qui partent avec la clôture suivante.',
        ],
      }
    : {};

export const calculerPlanning = (m: Matiere): Calcul => {
  const deLUsager = m.demande.etat === 'planning-usager';
  const lignes = ranger(m).map(({ prevue, visite, usagerId, intervenantId, statut }) => {
    const quand = prevue?.debut ?? visite?.debut ?? '';
    const date = prevue ? dateParis(prevue.debut) : visite ? dateParis(visite.debut) : null;
    const ligne: LigneEtat = {
      cle: ecrireCle({
        usager: usagerId,
        ...(date === null ? {} : { mois: date.slice(0, 7) }),
        intervention: prevue?.interventionId ?? visite?.interventionId,
      }),
      valeurs: {
        date,
        intervenant: m.nomIntervenant(intervenantId),
        usager: m.nomUsager(usagerId),
        prestation: visite?.codePrestation ?? prevue?.codePrestation ?? null,
        prevuDebut: prevue?.debut ?? null,
        prevuFin: prevue?.fin ?? null,
        prevu: prevue ? ecartMinutes(prevue.debut, prevue.fin) : 0,
        debut: visite?.debut ?? null,
        fin: visite?.fin ?? null,
        realise: visite?.duree ?? 0,
        statut,
      },
      detail: visite !== undefined,
    };
    return { ligne, rang: [quand, ligne.cle].join(' ') };
  });
  lignes.sort((x, y) =>
    deLUsager
      ? comparer(x.rang, y.rang)
      : parNom([String(x.ligne.valeurs.intervenant), x.rang], [String(y.ligne.valeurs.intervenant), y.rang]),
  );
  return {
    colonnes: [
      ...(deLUsager ? ['date', 'intervenant'] : ['intervenant', 'date', 'usager']),
      ...['prestation', 'prevuDebut', 'prevuFin', 'prevu', 'debut', 'fin', 'realise', 'statut'],
    ],
    lignes: lignes.map(({ ligne }) => ligne),
    ...avertir(m),
  };
};
