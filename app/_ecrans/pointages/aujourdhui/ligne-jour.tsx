import { Button } from '@mantine/core';
import { type KeyboardEvent, memo } from 'react';
import { heure } from '#shared/mots/dates';
import type { Ligne } from '../../../_donnees/depot/lignes';
import type { StatutAffiche } from '../../../_donnees/depot/statut-affiche';
import { Appeler } from '../../../_ui/appeler';
import { BadgeLigne } from '../../../_ui/mots/badge-statut';
import { HeureRetenue } from '../../../_ui/mots/heure-retenue';
import { Icone } from '../../../_ui/mots/icones';
import { motStatut } from '../../../_ui/mots/statuts';
import { MarqueEquipe } from '../../corrections/equipe/marque';

/** One action a line, named by what it does. */
const ACTIONS: Partial<Record<StatutAffiche, string>> = {
  EN_RETARD: 'Saisir les heures',
  DEPART_ATTENDU: 'Saisir le départ',
  NON_POINTEE: 'Saisir les heures',
  SANS_ARRIVEE: 'Saisir l’arrivée',
  SANS_DEPART: 'Saisir le départ',
  CONFLIT: 'Choisir',
  FICHE_A_SAISIR: 'Saisir les heures',
};

export type Touches = {
  surFocus: (id: string) => void;
  surTouche: (ev: KeyboardEvent<HTMLElement>, id: string) => void;
};
type Props = {
  ligne: Ligne;
  moi: string;
  /** Of a late one, whom to call: each number to press. */
  appelerAide: string | undefined;
  appelerUsager: string | undefined;
  touchee: boolean;
  choisie: boolean;
  /** Tab stops here: one line of the table. */
  arret: boolean;
  touches: Touches;
  ouvrir: (id: string) => void;
};

export const LigneJour = memo(
  ({ ligne: l, moi, appelerAide, appelerUsager, touchee, choisie, arret, touches, ouvrir }: Props) => {
    const { arrivee, depart } = l.retenue.intervention;
    const action = ACTIONS[l.statut];
    return (
      <tr
        data-id={l.id}
        data-cle={l.id}
        data-statut={l.statut}
        className={`ligne${touchee ? ' ligne--touchee' : ''}${l.retenue.supprimee ? ' ligne--annulee' : ''}`}
        aria-selected={choisie}
        aria-label={[
          l.usager,
          l.prevu ? heure(l.prevu.debut) : 'non prévue',
          motStatut(l.statut, l.dispense),
          l.intervenant,
        ].join(', ')}
        tabIndex={arret ? 0 : -1}
        onFocus={() => touches.surFocus(l.id)}
        onKeyDown={(ev) => touches.surTouche(ev, l.id)}
        // A press that gave the focus would open the panel, and bring it under the mouse before the release: no click would follow.
        onMouseDown={(ev) => ev.preventDefault()}
        onClick={(ev) => {
          ev.currentTarget.focus();
          ouvrir(l.id);
        }}
      >
        <td className="num">
          {l.prevu ? `${heure(l.prevu.debut)} – ${heure(l.prevu.fin)}` : <span className="discret">non prévue</span>}
        </td>
        <td className="num">
          <HeureRetenue brute={arrivee?.instant} retenue={l.retenue.debut} />
        </td>
        <td className="num">
          <HeureRetenue brute={depart?.instant} retenue={l.retenue.fin} />
        </td>
        <td className="nom aide" title={l.intervenant}>
          {l.intervenant}
        </td>
        <td className="ou">
          <span className="nom" title={l.usager}>
            {l.usager}
          </span>
          <span className="discret"> {l.adresse}</span>
        </td>
        <td>
          <span className="statuts">
            <BadgeLigne ligne={l} court />
            {appelerAide ? <Appeler numero={appelerAide} chez={l.intervenant} qui="Aide" horsTab /> : null}
            {appelerUsager ? <Appeler numero={appelerUsager} chez={l.usager} qui="Usager" horsTab /> : null}
            {l.dureeInhabituelle ? (
              <span className="statut statut--orange" data-testid="duree-inhabituelle">
                <Icone nom="horloge" taille={14} />
                Durée inhabituelle
              </span>
            ) : null}
            <MarqueEquipe ligne={l} moi={moi} />
          </span>
        </td>
        <td className="action">
          {/* The line answers its press: the focus goes there too, for the keys that follow. */}
          <Button
            size="compact-xs"
            variant={action ? 'light' : 'subtle'}
            color={action ? 'encre' : 'gray'}
            tabIndex={-1}
            aria-label={`${action ?? 'Voir'} : ${l.usager}, ${l.prevu ? heure(l.prevu.debut) : 'non prévue'}`}
          >
            {action ?? 'Voir'}
          </Button>
        </td>
      </tr>
    );
  },
);
LigneJour.displayName = 'LigneJour';
