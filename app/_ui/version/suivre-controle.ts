export type Controle = {
  /** This page has asked the version that waits to take over. */
  demander: () => void;
  cesser: () => void;
};

type Service = Pick<ServiceWorkerContainer, 'controller' | 'addEventListener' | 'removeEventListener'>;

/**
 * One service worker serves all tabs: those that did not ask for its new version reload too, for the local data change their version
 * with it. The first one of all, that takes an open page, changes nothing for it: the next one does, as it does for any other page.
 * One that is gone (the browser has cleared what it kept) leaves nothing to reload from: what waits is in the memory of this page alone.
 */
export const suivreControle = (service: Service, recharger: () => void): Controle => {
  let servie = service.controller !== null;
  const changer = (): void => {
    if (service.controller === null) return;
    if (servie) recharger();
    servie = true;
  };
  service.addEventListener('controllerchange', changer);
  return {
    demander: () => {
      servie = true;
    },
    cesser: () => service.removeEventListener('controllerchange', changer),
  };
};
