'use client';

import { Button, Group, Loader } from '@mantine/core';
import { useState } from 'react';
import type { AntenneLue } from '#shared/contrats/exploitation/antenne';
import { aLeDroit } from '#shared/droits/droits';
import type { DateCivile } from '#shared/temps/types';
import { lireAntennes } from '../../../_donnees/lecture/antennes';
import { useAujourdhui, useSession } from '../../../_donnees/lecture/hooks';
import { useLecture } from '../../../_donnees/lecture/use-lecture';
import { SansReseau } from '../../../_ui/sans-reseau';
import { FermerAntenne } from './fermer-antenne';
import { FicheAntenne } from './fiche-antenne';
import { direOuverture } from './ouverture';

type Ouvert = { fiche: AntenneLue | undefined } | { aFermer: AntenneLue };

type LigneProps = { a: AntenneLue; aujourdhui: DateCivile; ouvrir: ((o: Ouvert) => void) | undefined };

const Ligne = ({ a, aujourdhui, ouvrir }: LigneProps) => (
  <tr>
    <th scope="row">
      {a.libelle}
      <div className="admin__cle">{a.code}</div>
    </th>
    <td>{a.arrondissements.join(', ') || '—'}</td>
    <td>{a.adresse.filter(Boolean).join(', ') || '—'}</td>
    <td>{direOuverture(a, aujourdhui)}</td>
    <td className="geste">
      {ouvrir ? (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Modifier ${a.libelle}`}
            onClick={() => ouvrir({ fiche: a })}
          >
            Modifier
          </Button>
          {a.fermeeLe === undefined ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Fermer l’antenne ${a.libelle}`}
              onClick={() => ouvrir({ aFermer: a })}
            >
              Fermer l’antenne
            </Button>
          ) : null}
        </Group>
      ) : null}
    </td>
  </tr>
);

/** The antennas of the service: what each is, and for an administrator, one more, another name, a closing. */
export const Antennes = () => {
  const aujourdhui = useAujourdhui();
  const ecrit = aLeDroit(useSession(), 'ecrireParametres');
  const { valeur, echec, code, relire } = useLecture(['antennes'], lireAntennes);
  const [ouvert, setOuvert] = useState<Ouvert>();
  // A reading again that fails takes nothing off the screen: what is typed in a window stays.
  const dit = <SansReseau echec={echec} code={code} garde={valeur !== undefined} />;
  if (!valeur) return echec ? dit : <Loader size="sm" aria-label="Lecture des antennes" />;
  const fermer = (): void => {
    setOuvert(undefined);
    relire();
  };
  return (
    <div className="admin">
      {dit}
      {ecrit ? (
        <Group>
          <Button size="xs" onClick={() => setOuvert({ fiche: undefined })}>
            Nouvelle antenne
          </Button>
        </Group>
      ) : null}
      <div className="admin__table">
        <table className="compte__table" aria-label="Antennes">
          <thead>
            <tr>
              <th scope="col">Antenne</th>
              <th scope="col">Arrondissements</th>
              <th scope="col">Adresse</th>
              <th scope="col">Ouverture</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {valeur.map((a) => (
              <Ligne key={a.code} a={a} aujourdhui={aujourdhui} ouvrir={ecrit ? setOuvert : undefined} />
            ))}
          </tbody>
        </table>
      </div>
      {ouvert && 'fiche' in ouvert ? <FicheAntenne antenne={ouvert.fiche} fermer={fermer} /> : null}
      {ouvert && 'aFermer' in ouvert ? <FermerAntenne antenne={ouvert.aFermer} fermer={fermer} /> : null}
    </div>
  );
};
