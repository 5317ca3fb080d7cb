import { Fragment } from 'react';
import type { GroupeRaccourcis } from '../../../_ui/raccourcis';

/** The keys of one gesture; those of a chord are pressed together. */
export const Accords = ({ touches }: Pick<GroupeRaccourcis['raccourcis'][number], 'touches'>) =>
  touches.map((accord, n) => (
    <Fragment key={accord.join('+')}>
      {n > 0 ? ' ou ' : ''}
      {accord.map((t, k) => (
        <Fragment key={t}>
          {k > 0 ? ' + ' : ''}
          <kbd>{t}</kbd>
        </Fragment>
      ))}
    </Fragment>
  ));
