'use client';

import { annonceMaintenance } from '#shared/domain/disponibilite/maintenance';
import { useMaintenant } from '../../../_donnees/lecture/hooks';
import { useService } from '../../../_donnees/serveur/service';
import { Icone } from '../../../_ui/mots/icones';

/** Under the top bar of every screen: planned work, from the week before to its end. */
export const Maintenances = () => {
  const service = useService();
  const maintenant = useMaintenant();
  return (service?.maintenances ?? []).flatMap((m) => {
    const annonce = annonceMaintenance(m, maintenant);
    return annonce ? (
      <div
        key={m.debut}
        className={`panne panne--${annonce.enCours ? 'orange' : 'gris'}`}
        role="status"
        data-testid="maintenance"
      >
        <Icone nom="horloge" />
        <span>
          <strong>{annonce.phrase}</strong> {annonce.suite}
        </span>
      </div>
    ) : (
      []
    );
  });
};
