'use client';

import { useMemo } from 'react';
import { dernierJour, moisDe, premierJour } from '#shared/temps/paris';
import { poste as nomDuPoste } from '../../_donnees/base/stockage';
import {
  useAujourdhui,
  useDepot,
  useLignes,
  useMaintenant,
  usePoste,
  useRestesAvant,
} from '../../_donnees/lecture/hooks';
import { useIncidentsAttendus } from '../../_donnees/lecture/incidents';
import type { Compte } from '../../_ui/ecrans';
import { compterAlertes } from '../alertes';
import { visitesAMoi } from '../corrections';
import { compterNumeros } from '../pointages';

/** Counts of the menu: work to do, never decoration; `confiees`: visits that a colleague has handed over to who looks, of any month. */
export const useComptes = (): Record<Compte | 'confiees', number> => {
  const jour = useAujourdhui();
  const mois = moisDe(jour);
  const lignes = useLignes(premierJour(mois), dernierJour(mois));
  const restes = useRestesAvant();
  const etat = useDepot();
  const maintenant = useMaintenant();
  const numeros = useMemo(() => {
    const { inconnus, propositions, appels } = compterNumeros(etat, nomDuPoste(), jour);
    return inconnus + propositions + appels;
  }, [etat, jour]);
  const alertes = useMemo(() => compterAlertes(etat, maintenant), [etat, maintenant]);
  const incidents = useIncidentsAttendus();
  const moi = usePoste().session.identifiant;
  const confiees = useMemo(
    () => visitesAMoi(etat, moi, maintenant).reduce((n, m) => n + m.confiees, 0),
    [etat, moi, maintenant],
  );
  return useMemo(() => {
    const aTraiter = lignes.filter((l) => l.aTraiter);
    return {
      aujourdhui: aTraiter.filter((l) => l.date === jour).length,
      // Those of a month that is not closed yet are work too: the list that opens says where they are.
      interventions: restes.reduce((n, r) => n + r.aTraiter, aTraiter.length),
      numeros,
      alertes,
      incidents,
      confiees,
    };
  }, [lignes, restes, jour, numeros, alertes, incidents, confiees]);
};
