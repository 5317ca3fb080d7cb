'use client';

import { Kbd, Title } from '@mantine/core';
import Link from 'next/link';
import { Fragment } from 'react';
import { Fenetre } from '../../_ui/fenetre';
import { type GroupeRaccourcis, RACCOURCIS } from '../../_ui/raccourcis';

const GROUPES: readonly GroupeRaccourcis[] = [
  RACCOURCIS.liste,
  RACCOURCIS.equipe,
  RACCOURCIS.correction,
  RACCOURCIS.partout,
];

/** « ? »: the keys of this screen. */
export const AideTouches = ({ fermer }: { fermer: () => void }) => (
  <Fenetre onClose={fermer} title="Les touches de cet écran" size="lg" closeButtonProps={{ 'aria-label': 'Fermer' }}>
    <p>
      <Link href="/aide/#interventions" prefetch={false}>
        Lire l’aide de cet écran
      </Link>
    </p>
    {GROUPES.map((g) => (
      <section key={g.titre}>
        <Title order={3} size="sm" mt="sm" mb={4}>
          {g.titre}
        </Title>
        <dl className="touches">
          {g.raccourcis.map((r) => (
            <Fragment key={r.fait}>
              <dt>
                {r.touches.map((accord, n) => (
                  <Fragment key={accord.join('+')}>
                    {n > 0 ? ' ou ' : ''}
                    {accord.map((t, k) => (
                      <Fragment key={t}>
                        {k > 0 ? ' + ' : ''}
                        <Kbd size="xs">{t}</Kbd>
                      </Fragment>
                    ))}
                  </Fragment>
                ))}
              </dt>
              <dd>{r.fait}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
    ))}
  </Fenetre>
);
