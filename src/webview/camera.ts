import type { Frame } from './drawing/layout';

/** The world's origin on the screen, and screen pixels per world pixel. */
export interface CameraState {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Camera {
  readonly state: CameraState;
  /** True until the user zooms or pans: the drawing follows the panel's size. */
  readonly fitted: boolean;
  /** What is shown from now on; the state is kept. */
  setWorld(world: SVGGElement, width: number, height: number): void;
  restore(state: CameraState): void;
  /** Fits the drawing into the panel, now and when the panel's size changes. */
  showAll(smooth: boolean): void;
  /** Zooms about a point of the screen, the middle when absent. */
  zoom(factor: number, x?: number, y?: number): void;
  pan(dx: number, dy: number): void;
  /** Brings a part of the world into sight. */
  show(frame: Frame): void;
  /** A frame in the panel's coordinates. */
  onScreen(frame: Frame): Frame;
}

const SMALLEST = 0.02;
const LARGEST = 5;
const LARGEST_FIT = 1.5;

/** The scale at which a drawing just fits, as far as it may be enlarged. */
export const fitScale = (width: number, height: number, stage: HTMLElement): number =>
  Math.min(LARGEST_FIT, Math.max(SMALLEST, Math.min(stage.clientWidth / width, stage.clientHeight / height)));

export function createCamera(
  stage: HTMLElement,
  changed: (state: CameraState, fitted: boolean) => void,
): Camera {
  let state: CameraState = { x: 0, y: 0, scale: 1 };
  let fitted = true;
  let world: SVGGElement | undefined;
  let size = { width: 0, height: 0 };

  const apply = (next: CameraState, smooth: boolean): void => {
    state = next;
    if (world === undefined) return;
    world.classList.toggle('moving', smooth);
    world.style.transform = `translate(${state.x}px, ${state.y}px) scale(${state.scale})`;
    changed(state, fitted);
  };

  const fitWorld = (smooth: boolean): void => {
    const { clientWidth, clientHeight } = stage;
    if (clientWidth === 0 || clientHeight === 0 || size.width === 0) return;
    const scale = fitScale(size.width, size.height, stage);
    fitted = true;
    apply(
      { x: (clientWidth - size.width * scale) / 2, y: (clientHeight - size.height * scale) / 2, scale },
      smooth,
    );
  };

  new ResizeObserver(() => {
    if (fitted) fitWorld(false);
  }).observe(stage);

  return {
    get state() {
      return state;
    },
    get fitted() {
      return fitted;
    },
    setWorld(next, width, height) {
      world = next;
      size = { width, height };
      apply(state, false);
    },
    restore(next) {
      fitted = false;
      apply(next, false);
    },
    showAll: fitWorld,
    zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
      const scale = Math.min(LARGEST, Math.max(SMALLEST, state.scale * factor));
      const ratio = scale / state.scale;
      fitted = false;
      apply({ x: x - (x - state.x) * ratio, y: y - (y - state.y) * ratio, scale }, false);
    },
    pan(dx, dy) {
      fitted = false;
      apply({ ...state, x: state.x + dx, y: state.y + dy }, false);
    },
    show(frame) {
      const { clientWidth, clientHeight } = stage;
      const { x, y, width, height } = this.onScreen(frame);
      const dx = intoRange(x, width, clientWidth);
      const dy = intoRange(y, height, clientHeight);
      if (dx === 0 && dy === 0) return;
      fitted = false;
      apply({ ...state, x: state.x + dx, y: state.y + dy }, true);
    },
    onScreen: ({ x, y, width, height }) => ({
      x: state.x + x * state.scale,
      y: state.y + y * state.scale,
      width: width * state.scale,
      height: height * state.scale,
    }),
  };
}

const MARGIN = 32;

/** How far to move an interval so that it lies within the panel, or that some of it does when it is too long. */
function intoRange(start: number, length: number, available: number): number {
  const end = start + length;
  if (start >= 0 && end <= available) return 0;
  if (length > available - 2 * MARGIN) return start > available - MARGIN || end < MARGIN ? MARGIN - start : 0;
  return start < 0 ? MARGIN - start : available - MARGIN - end;
}

/** Wheel zooms, dragging pans. A drag does not count as a click. */
export function listenToPointer(stage: HTMLElement, camera: Camera): void {
  stage.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { left, top } = stage.getBoundingClientRect();
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      if (event.shiftKey) {
        camera.pan(-(event.deltaX || event.deltaY) * lines, 0);
        return;
      }
      // A pinch on a touchpad arrives as a wheel with the control key and small steps.
      const speed = event.ctrlKey ? 0.01 : 0.0016;
      camera.zoom(Math.exp(-event.deltaY * lines * speed), event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );
  let from: { id: number; x: number; y: number; moved: boolean } | undefined;
  stage.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    from = { id: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
  });
  stage.addEventListener('pointermove', (event) => {
    if (from === undefined || from.id !== event.pointerId) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < 4) return;
    if (!from.moved) {
      stage.setPointerCapture(event.pointerId);
      stage.classList.add('dragging');
    }
    from = { id: event.pointerId, x: event.clientX, y: event.clientY, moved: true };
    camera.pan(dx, dy);
  });
  const end = (): void => {
    stage.classList.remove('dragging');
    // The click that follows a drag comes after this event.
    const moved = from?.moved === true;
    from = undefined;
    if (moved) stage.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => stage.removeEventListener('click', swallow, { capture: true }));
  };
  stage.addEventListener('pointerup', end);
  stage.addEventListener('pointercancel', end);
}

const swallow = (event: Event): void => event.stopPropagation();
