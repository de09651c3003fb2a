import type { Camera } from './camera';
import type { Frame } from './drawing/layout';
import type { Scene } from './drawing/scene';

/** A node and where it was. */
export interface Anchor {
  readonly id: string;
  readonly frame: Frame;
}

/** The node that should stay where it is on the screen: the preferred one, else the one nearest to the middle. */
export function findAnchor(
  scene: Scene,
  camera: Camera,
  stage: HTMLElement,
  preferred?: string,
): Anchor | undefined {
  let best: Anchor | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [id, frame] of scene.frames) {
    if (id === preferred) return { id, frame };
    const { x, y, width, height } = camera.onScreen(frame);
    const distance = Math.hypot(
      x + width / 2 - stage.clientWidth / 2,
      y + height / 2 - stage.clientHeight / 2,
    );
    if (distance < least) [best, least] = [{ id, frame }, distance];
  }
  return best;
}

/** Moves the camera with a node that another layout has moved. */
export function followAnchor(scene: Scene, camera: Camera, anchor: Anchor | undefined): void {
  const now = anchor && scene.frames.get(anchor.id);
  if (!anchor || !now) return;
  const { scale } = camera.state;
  camera.pan((anchor.frame.x - now.x) * scale, (anchor.frame.y - now.y) * scale);
}
