"""The link dies after each single step: the next `up` goes on from there, and nothing is left that nobody wants."""
from deploy_world import DeployWorld, expect

OLD, NEW = "ollama/ollama:0.32.14", "ollama/ollama:0.32.15"
MOST_STEPS = 120


def assert_converged(world, image, step):
    assert world.containers() == {"llamero": "running"}, (step, world.containers())
    assert world.image_of() == image, (step, world.image_of())
    assert world.volumes() == ["llamero-models"], (step, world.volumes())
    assert world.left_here() == [], (step, world.left_here())


def sweep(llamero, prepare, act, image):
    """The number of steps that `act` takes; it is cut after each of them."""
    for step in range(1, MOST_STEPS):
        with DeployWorld(llamero) as world:
            prepare(world)
            world.cut(after=step)
            done = act(world)
            taken = world.steps()
            if done.returncode == 0 and len(taken) < step:
                return step - 1
            # What only reads may be cut without a loss: a last question of the status, an answer that was there.
            assert done.returncode in (0, 3, 4, 9, 10), (step, taken[-1], done.returncode, done.stderr[-800:])
            world.cut()
            mended = world.run("up", *world.flags(image=image), "--yes")
            assert mended.returncode == 0, (step, taken[-1], mended.returncode, mended.stderr[-1500:])
            assert_converged(world, image, (step, taken[-1]))
    raise AssertionError(f"more than {MOST_STEPS} steps")


def test_up_converges_after_a_cut_at_each_step(llamero):
    steps = sweep(llamero, lambda world: None, lambda world: world.up(), NEW)
    assert steps > 15, steps
    print(f"     {steps} steps of up")


def test_an_upgrade_converges_after_a_cut_at_each_step(llamero):
    steps = sweep(llamero, lambda world: expect(world.up(image=OLD), 0), lambda world: world.upgrade(NEW), NEW)
    assert steps > 20, steps
    print(f"     {steps} steps of an upgrade")


def test_a_replacement_converges_after_a_cut_at_each_step(llamero):
    def drift(world):
        expect(world.up(image=NEW), 0)
        world.change("llamero", Memory=1 << 30, MemorySwap=1 << 30)
    steps = sweep(llamero, drift, lambda world: world.up("--yes"), NEW)
    assert steps > 20, steps


def test_one_login_for_all(llamero):
    with DeployWorld(llamero) as world:
        expect(world.up(), 0)
        assert world.logins() == 1, world.logins()
        expect(world.up(), 0, "nothing to do")
        assert world.logins() == 2, world.logins()
