'use client';

import { Title } from '@mantine/core';
import Link from 'next/link';
import { Fragment, useEffect } from 'react';
import { usePosteOuvert } from '../../../_donnees/lecture/hooks';
import { noterPas } from '../../../_ui/affichage';
import { Fenetre } from '../../../_ui/fenetre';
import {
  type EcranATouches,
  type GroupeRaccourcis,
  pourTous,
  RACCOURCIS,
  TOUCHES_DES_ECRANS,
} from '../../../_ui/raccourcis';
import { Accords } from './accords';
import './aide-touches.css';

type Props = {
  ecran: EcranATouches;
  /** Where the help tells of the screen. */
  aide: string;
  fermer: () => void;
};

/** « ? »: the keys of this screen, then those of all. */
export const AideTouches = ({ ecran, aide, fermer }: Props) => {
  useEffect(() => noterPas('touches'), []);
  const partout = usePosteOuvert() ? RACCOURCIS.partout : pourTous(RACCOURCIS.partout);
  const groupes: readonly GroupeRaccourcis[] = [...TOUCHES_DES_ECRANS[ecran].map((nom) => RACCOURCIS[nom]), partout];
  return (
    <Fenetre onClose={fermer} title="Les touches de cet écran" size="lg" closeButtonProps={{ 'aria-label': 'Fermer' }}>
      <p>
        <Link className="lien" href={aide} prefetch={false} onClick={fermer}>
          Lire le mode d’emploi de cet écran
        </Link>
      </p>
      {groupes.map((g) => (
        <section key={g.titre}>
          <Title order={3} size="sm" mt="sm" mb={4}>
            {g.titre}
          </Title>
          <dl className="touches">
            {g.raccourcis.map((r) => (
              <Fragment key={r.fait}>
                <dt>
                  <Accords touches={r.touches} />
                </dt>
                <dd>{r.fait}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Fenetre>
  );
};
