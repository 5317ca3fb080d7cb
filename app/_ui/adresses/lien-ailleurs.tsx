'use client';

import { Button } from '@mantine/core';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { antennesDe } from '#shared/droits/droits';
import { deNom } from '#shared/mots/textes';
import { usePoste } from '../../_donnees/lecture/hooks';
import type { Lien } from './lien-suivi';
import { passerA } from './passer-a';

/** A link to a visit that is not here: of which antenna it is, and how to read it, or whom to ask. */
export const LienAilleurs = ({ lien }: { lien: Lien }) => {
  const { antenne, session } = usePoste();
  if (lien.antenne === undefined || lien.antenne === antenne)
    return (
      <p className="aussi" role="status">
        La visite de ce lien n’est pas dans cette liste : elle est d’une autre antenne, ou d’un jour que ce poste ne
        garde pas. Demandez à qui vous l’a donné de quelle antenne elle est.
      </p>
    );
  const libelle = libelleAntenne(lien.antenne);
  const voulue = lien.antenne;
  return (
    <p className="aussi" role="status">
      Ce lien mène à une visite de l’antenne {libelle}.{' '}
      {antennesDe(session).includes(voulue) ? (
        <Button size="compact-xs" variant="default" onClick={() => void passerA(voulue)}>
          L’ouvrir à l’antenne {libelle}
        </Button>
      ) : (
        `Votre compte ne la lit pas : demandez-la à un gestionnaire ${deNom(libelle)}, ou l’accès à un administrateur.`
      )}
    </p>
  );
};
