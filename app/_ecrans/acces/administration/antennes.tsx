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
import { AnnulerFermeture } from './annuler-fermeture';
import { FermerAntenne } from './fermer-antenne';
import { FicheAntenne } from './fiche-antenne';
import { direOuverture } from './ouverture';

type Ouvert =
  | { fiche: AntenneLue | undefined }
  | { aFermer: AntenneLue }
  | { aGarder: AntenneLue; fermeeLe: DateCivile };

type LigneProps = { a: AntenneLue; aujourdhui: DateCivile; ouvrir: ((o: Ouvert) => void) | undefined };

/** Its closing: asked, changed or withdrawn until its day, then no more. */
const Fermeture = ({
  a,
  aujourdhui,
  ouvrir,
}: {
  a: AntenneLue;
  aujourdhui: DateCivile;
  ouvrir: (o: Ouvert) => void;
}) => {
  const { fermeeLe } = a;
  if (fermeeLe === undefined)
    return (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Fermer l’antenne ${a.libelle}`}
        onClick={() => ouvrir({ aFermer: a })}
      >
        Fermer l’antenne
      </Button>
    );
  if (fermeeLe <= aujourdhui) return null;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Changer la date de fermeture de l’antenne ${a.libelle}`}
        onClick={() => ouvrir({ aFermer: a })}
      >
        Changer la date
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Annuler la fermeture de l’antenne ${a.libelle}`}
        onClick={() => ouvrir({ aGarder: a, fermeeLe })}
      >
        Annuler la fermeture
      </Button>
    </>
  );
};

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
        <Group gap="xs" justify="flex-end" wrap={a.fermeeLe === undefined ? 'nowrap' : 'wrap'}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Modifier ${a.libelle}`}
            onClick={() => ouvrir({ fiche: a })}
          >
            Modifier
          </Button>
          <Fermeture a={a} aujourdhui={aujourdhui} ouvrir={ouvrir} />
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
      {ouvert && 'aGarder' in ouvert ? (
        <AnnulerFermeture antenne={ouvert.aGarder} le={ouvert.fermeeLe} fermer={fermer} />
      ) : null}
    </div>
  );
};
