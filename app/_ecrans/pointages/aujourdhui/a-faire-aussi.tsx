'use client';

import { useMemo } from 'react';
import { pluriel } from '#shared/mots/nombres';
import { dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { poste as nomDuPoste } from '../../../_donnees/base/stockage';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { venuesDepuisCloture } from '../../../_donnees/depot/restes';
import { useDepot, useLignes, useMaintenant, usePoste, useRestesAvant } from '../../../_donnees/lecture/hooks';
import { adresseVisite } from '../../../_ui/adresses/fiches';
import { interventions } from '../../../_ui/adresses/interventions';
import { lienNumeros } from '../../../_ui/adresses/numeros';
import { LigneAussi } from '../../../_ui/liste/aussi';
import { compterAlertes } from '../../alertes';
import { liensDesRestes, motsDAides } from '../../corrections';
import { compterNumeros } from '../numeros/compter';

/** What else waits for her beside the day's visits, each with the screen that settles it; nothing where nothing does. */
export const AFaireAussi = ({ jour }: { jour: DateCivile }) => {
  const etat = useDepot();
  const maintenant = useMaintenant();
  const mois = moisDe(jour);
  const duMois = useLignes(premierJour(mois), dernierJour(mois));
  const { inconnus, propositions, appels } = useMemo(() => compterNumeros(etat, nomDuPoste(), jour), [etat, jour]);
  const alertes = useMemo(() => compterAlertes(etat, maintenant), [etat, maintenant]);
  // The figure is that of the list which it opens, today's visits included; told where an earlier day has some.
  const { conflits, aTraiter } = useMemo(() => {
    const restent = duMois.filter((l) => l.aTraiter);
    const enConflit = restent.filter((l) => l.statut === 'CONFLIT');
    const dits = (lignes: readonly Ligne[]): number => (lignes.some((l) => l.date < jour) ? lignes.length : 0);
    return { conflits: dits(enConflit), aTraiter: dits(restent) };
  }, [duMois, jour]);
  const { antenne } = usePoste();
  const mots = useMemo(() => motsDAides(etat, jour, antenne), [etat, jour, antenne]);
  const restes = useRestesAvant();
  const deClos = useMemo(() => venuesDepuisCloture(etat, jour, maintenant), [etat, jour, maintenant]);
  const liens = [
    { n: mots.length, dit: pluriel(mots.length, 'mot d’une aide', 'mots d’aides'), lien: mots[0]?.lien ?? '' },
    {
      n: conflits,
      dit: pluriel(conflits, 'conflit'),
      lien: interventions(mois, { filtre: 'a-traiter', statut: 'CONFLIT' }),
    },
    {
      n: aTraiter,
      dit: `${pluriel(aTraiter, 'visite')} à traiter ce mois`,
      lien: interventions(mois, { filtre: 'a-traiter' }),
    },
    ...liensDesRestes(restes),
    {
      n: deClos.length,
      dit: pluriel(deClos.length, 'visite à régler d’un mois clos', 'visites à régler de mois clos'),
      lien: deClos[0] ? adresseVisite(deClos[0]) : '',
    },
    {
      n: propositions,
      dit: pluriel(propositions, 'numéro proposé', 'numéros proposés'),
      lien: lienNumeros('propositions'),
    },
    { n: inconnus, dit: pluriel(inconnus, 'numéro inconnu', 'numéros inconnus'), lien: lienNumeros('inconnus') },
    { n: appels, dit: pluriel(appels, 'appel sans suite', 'appels sans suite'), lien: lienNumeros('appels') },
    { n: alertes, dit: pluriel(alertes, 'alerte'), lien: '/alertes/' },
  ];
  return <LigneAussi liens={liens} />;
};
