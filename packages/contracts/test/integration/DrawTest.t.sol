// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order, Parameters, Seed, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {CommitteeLib} from "../../src/libraries/CommitteeLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

/// @notice Hashes of blocks as EIP-2935 keeps them.
contract HistoryDouble {
    fallback(bytes calldata input) external returns (bytes memory) {
        return abi.encode(keccak256(abi.encode("history", abi.decode(input, (uint256)))));
    }
}

contract DrawTest is SeatSteps {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        parameters.slashBps = 5_000;
    }

    function seatsAtStart() internal pure override returns (uint256) {
        return 16;
    }

    /* WHAT HAPPENS */

    function test_draw_writesDownWhatTheSeedFixed(uint256 size, bytes32 blockHash, bool byBeacon) public {
        vm.assume(blockHash != 0);
        Terms memory terms = asked(uint8(bound(size, 3, 15)), byBeacon);
        vm.setBlockhash(taskOf(terms).addedIn, blockHash);
        Committee expected = committeeOf(terms);
        vm.prank(STRANGER);
        vm.expectEmit(address(consensus));
        emit ITasks.CommitteeDrawn(idOf(terms), expected);

        Committee drawn = consensus.draw(terms);

        assertEq(bytes32(Committee.unwrap(drawn)), bytes32(Committee.unwrap(expected)), "the same");
        vm.roll(vm.getBlockNumber() + 10_000);
        skip(10 * uint256(p.epoch));
        assertEq(bytes32(Committee.unwrap(committeeOf(terms))), bytes32(Committee.unwrap(expected)), "and for ever");
    }

    /// @dev As many as were asked for, each once.
    function test_draw_findsDifferentSeats(uint256 size, bytes32 blockHash) public {
        vm.assume(blockHash != 0);
        uint8 k = uint8(bound(size, 3, 15));
        Terms memory terms = asked(k, false);
        vm.setBlockhash(taskOf(terms).addedIn, blockHash);
        uint16[] memory seats = CommitteeLib.unpack(consensus.draw(terms), k);
        for (uint256 i; i < k; ++i) {
            assertLt(seats[i], 16, "of the list");
            for (uint256 j; j < i; ++j) {
                assertTrue(seats[i] != seats[j], "once");
            }
        }
    }

    /// @dev Both its round and its block: whoever knows one of them knows nothing.
    function test_draw_ofABeaconsTaskDependsOnBoth(bytes32 a, bytes32 b) public {
        vm.assume(a != b && a != 0 && b != 0);
        Terms memory terms = asked(7, true);
        uint256 addedIn = taskOf(terms).addedIn;
        uint64 round = consensus.roundOf(idOf(terms));
        vm.setBlockhash(addedIn, a);
        beacon.set(round, a);
        bytes32 first = bytes32(Committee.unwrap(committeeOf(terms)));
        vm.setBlockhash(addedIn, b);
        bytes32 second = bytes32(Committee.unwrap(committeeOf(terms)));
        vm.setBlockhash(addedIn, a);
        beacon.set(round, b);
        assertNotEq(first, second, "another block");
        assertNotEq(first, bytes32(Committee.unwrap(committeeOf(terms))), "another round");
    }

    /* UNTIL WHEN */

    function test_draw_untilTheHashIsOutOfReach(uint256 blocks, bool byBeacon) public {
        Terms memory terms = asked(3, byBeacon);
        vm.roll(taskOf(terms).addedIn + bound(blocks, 1, 256));
        vm.setBlockhash(taskOf(terms).addedIn, keccak256("still known"));
        consensus.draw(terms);
    }

    function test_draw_revertsWhenTheHashIsOutOfReach(uint256 blocks, bool byBeacon) public {
        vm.etch(HISTORY, "");
        Terms memory terms = asked(3, byBeacon);
        vm.roll(taskOf(terms).addedIn + bound(blocks, 257, 1_000_000));
        expired(terms);
    }

    /// @dev Where the chain keeps a history, as long as that reaches.
    function test_draw_whereTheChainKeepsAHistory(uint256 blocks) public {
        vm.etch(HISTORY, address(new HistoryDouble()).code);
        Terms memory terms = asked(7, false);
        vm.roll(taskOf(terms).addedIn + bound(blocks, 257, 8_191));
        consensus.draw(terms);
    }

    /// @dev Lists remember the epoch before.
    function test_draw_inTheEpochAfter(uint256 when, bool byBeacon) public {
        Terms memory terms = asked(7, byBeacon);
        uint256 last = (taskOf(terms).addedAt / p.epoch + 2) * p.epoch - 1;
        vm.warp(bound(when, vm.getBlockTimestamp(), last));
        consensus.draw(terms);
    }

    function test_draw_revertsOnceListsHaveMovedOn(uint256 late, bool byBeacon) public {
        Terms memory terms = asked(7, byBeacon);
        vm.warp((taskOf(terms).addedAt / p.epoch + 2) * p.epoch + bound(late, 0, 365 days));
        expired(terms);
    }

    /* REVERTS */

    function test_draw_revertsForAnUnknownTask(address requester) public {
        Terms memory terms = Terms(requester, orderOf(3));
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
        consensus.draw(terms);
    }

    /// @dev Terms that differ by one field are those of another task.
    function test_draw_revertsForOtherTerms() public {
        Terms memory terms = asked(3, false);
        terms.order.minimumPlaces = 1;
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(terms)));
        consensus.draw(terms);
    }

    function test_draw_revertsForADecidedTask() public {
        Terms memory terms = asked(3, false);
        settled(terms);
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Decided));
        consensus.draw(terms);
    }

    function test_draw_revertsForARefundedTask() public {
        Terms memory terms = asked(3, false);
        settled(terms, outputsOf(3, UNAVAILABLE));
        expectError(abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Undecided));
        consensus.draw(terms);
    }

    function test_draw_revertsASecondTime() public {
        Terms memory terms = asked(3, false);
        consensus.draw(terms);
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyDrawn.selector, idOf(terms)));
        consensus.draw(terms);
    }

    function test_draw_revertsInTheTasksBlock(bool byBeacon) public {
        Order memory order = orderOf(3);
        if (byBeacon) order.seed = Seed.Beacon;
        add(order);
        notReady(Terms(REQUESTER, order), vm.getBlockNumber());
    }

    function test_draw_revertsBeforeTheRoundIsPosted(uint256 later) public {
        Order memory order = orderOf(3);
        order.seed = Seed.Beacon;
        TaskId task = add(order);
        nextBlock();
        skip(bound(later, 0, p.epoch - 2));
        // Rounds beside it are of no use.
        uint64 round = consensus.roundOf(task);
        postRound(round - 1);
        postRound(round + 1);
        notReady(Terms(REQUESTER, order), round);
    }

    function test_draw_revertsWhenTooFewSeatsStay(uint256 size) public {
        putOut(4);
        uint8 k = uint8(bound(size, 13, 15));
        Terms memory terms = asked(k, false);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 12, k));
        consensus.draw(terms);
        expectError(abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 12, k));
        consensus.committeeOf(terms);
    }

    /* HELPERS */

    function asked(uint8 size, bool byBeacon) private returns (Terms memory) {
        Order memory order = orderOf(size);
        if (byBeacon) order.seed = Seed.Beacon;
        return ask(order);
    }

    function putOut(uint256 count) private {
        for (uint16 seat; seat < count; ++seat) {
            eject(seat);
        }
        nextBlock();
    }

    function expired(Terms memory terms) private {
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.SeedExpired.selector, idOf(terms));
        expectError(reason);
        consensus.draw(terms);
        expectError(reason);
        consensus.committeeOf(terms);
    }

    function notReady(Terms memory terms, uint256 blockOrRound) private {
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, idOf(terms), blockOrRound);
        expectError(reason);
        consensus.draw(terms);
        expectError(reason);
        consensus.committeeOf(terms);
        expectError(reason);
        consensus.cancel(terms);
    }
}
