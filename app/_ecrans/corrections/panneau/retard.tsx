'use client';

import { Text } from '@mantine/core';
import { finPrevue } from '#shared/domain/intervention/couverture';
import { heure } from '#shared/mots/dates';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { RETARDS } from '../../../_donnees/depot/statut-affiche';
import { useAujourdhui, useDepot } from '../../../_donnees/lecture/hooks';
import { Appeler } from '../../../_ui/appeler';
import { aAppeler } from '../../../_ui/personnes/a-appeler';
import { telephonesDe } from '../../../_ui/personnes/connus';

const phrase = ({ statut, prevu, retenue }: Ligne, connu: boolean, sien: boolean): string => {
  const quand = (cote: 'debut' | 'fin'): string => {
    const h = cote === 'fin' ? finPrevue(retenue.intervention) : prevu?.debut;
    return h ? ` à ${heure(h)}` : '';
  };
  const fait =
    statut === 'DEPART_ATTENDU'
      ? `L’aide devait partir${quand('fin')} et n’a pas appelé.`
      : `L’aide devait arriver${quand('debut')} et n’a pas appelé.`;
  if (!connu)
    return `${fait} Aucun téléphone n’est connu, ni d’elle ni chez cet usager : joignez-la au numéro que l’antenne a d’elle.`;
  if (sien) return `${fait} Appelez-la, ou appelez chez l’usager :`;
  return `${fait} ${statut === 'EN_RETARD' ? 'Appelez l’usager pour savoir si elle est là' : 'Appelez-la chez l’usager'} :`;
};

/** [AL-5] Of a visit that is late: where to call, to press. */
export const Retard = ({ ligne }: { ligne: Ligne }) => {
  const etat = useDepot();
  const aujourdhui = useAujourdhui();
  if (!RETARDS.has(ligne.statut)) return null;
  const { intervention, usagerId } = ligne.retenue;
  const chez = telephonesDe(etat, usagerId, aujourdhui);
  const sien = etat.intervenants.get(ligne.retenue.intervenantId)?.telephone;
  const numeros = aAppeler(intervention, chez, sien);
  return (
    <div className="retard" data-testid="retard">
      <Text size="sm">{phrase(ligne, numeros.length > 0, sien !== undefined)}</Text>
      {numeros.map((n) => {
        const autre = !chez.includes(n);
        return (
          <span key={n}>
            <Appeler numero={n} chez={autre ? ligne.intervenant : ligne.usager} />
            {n === sien ? (
              <span className="discret">, son téléphone</span>
            ) : autre ? (
              <span className="discret">, d’où l’aide a pointé son arrivée</span>
            ) : null}
          </span>
        );
      })}
    </div>
  );
};
