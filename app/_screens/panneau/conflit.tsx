'use client';

import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Retenue, VersionConflit } from '#shared/domain/types';
import { dateParis } from '#shared/temps/paris';
import type { Ligne } from '../../_data/lignes';
import { dateHeure, heure, insecable } from '../../_ui/formats';
import { Icone } from '../../_ui/icones';
import type { Valeurs } from '../correction/composer';
import { useEnregistrer } from '../correction/enregistrer';

/**
 * [CO-4] What keeps a version: corrections of which the first is based on all. A visit that stays annulled has nothing that
 * CO-3 lets be said of it: it is restored and annulled again.
 */
export const garder = (v: VersionConflit, r: Pick<Retenue, 'supprimee' | 'minutesComplementaires'>): Valeurs[] => {
  const { motif, commentaire } = v.correction;
  const pourquoi = { motif, commentaire };
  if (v.supprimee) {
    const retablir: Valeurs[] = r.supprimee ? [{ nature: 'RETABLISSEMENT', ...pourquoi }] : [];
    return [...retablir, { nature: 'SUPPRESSION', ...pourquoi }];
  }
  const suite: Valeurs[] = r.supprimee ? [{ nature: 'RETABLISSEMENT', ...pourquoi }] : [];
  if (v.minutesComplementaires !== r.minutesComplementaires) {
    suite.push({ nature: 'MINUTES', minutes: v.minutesComplementaires, ...pourquoi });
  }
  if (v.debut || v.fin) suite.push({ nature: 'HORAIRE', debut: v.debut, fin: v.fin, ...pourquoi });
  return suite.length > 0 ? suite : [{ nature: 'MINUTES', minutes: v.minutesComplementaires, ...pourquoi }];
};

const enMots = (v: VersionConflit): string => {
  if (v.supprimee) return 'Visite annulée';
  const heures = `${heure(v.debut) || '—'} – ${heure(v.fin) || '—'}`;
  return v.minutesComplementaires > 0 ? `${heures} + ${v.minutesComplementaires} min` : heures;
};

type Props = { ligne: Ligne; phrase: string; versions: readonly VersionConflit[] };

/** Versions side by side with their authors; one action settles it. */
export const Conflit = ({ ligne, phrase, versions }: Props) => {
  const enregistrer = useEnregistrer(ligne);
  const [refus, setRefus] = useState<string>();
  return (
    <section className="conflit" aria-label="Conflit">
      <Text size="sm" fw={600}>
        <Icone nom="conflit" /> {insecable(phrase)}
      </Text>
      <div className="conflit__versions">
        {versions.map((v) => (
          <div key={v.correction.id} className="conflit__version">
            <div className="num">
              <b>{enMots(v)}</b>
            </div>
            <div className="discret">
              {v.correction.auteur}, {dateHeure(v.correction.instant, dateParis(v.correction.instant))}
            </div>
            <Button
              size="compact-xs"
              fullWidth
              variant="light"
              mt={6}
              onClick={() =>
                void enregistrer(garder(v, ligne.retenue)).then((r) => setRefus(r && insecable(r.refus.message)))
              }
            >
              Garder cette version
            </Button>
          </div>
        ))}
      </div>
      <div aria-live="assertive">{refus ? <Text c="var(--ton-rouge-texte)">{refus}</Text> : null}</div>
    </section>
  );
};
