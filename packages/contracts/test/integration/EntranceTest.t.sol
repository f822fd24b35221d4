// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ListState} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {Digest} from "../../src/types/Digest.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

/// @notice How fast a list may change hands, and what that costs.
contract EntranceTest is SeatSteps {
    uint256 private joined = 1_000;

    function seatsAtStart() internal pure override returns (uint256) {
        return 20;
    }

    /// @dev Everybody may enter in a list's first two epochs.
    function setUp() public override {
        super.setUp();
        nextEpoch();
    }

    function nextEpochButOne() private {
        nextEpoch();
        nextEpoch();
    }

    /* HOW MANY */

    /// @dev One in 32, and one at least.
    function test_entrance_takesAThirtySecondOfItsPlacesAnEpoch() public {
        uint8[8] memory sizes = [1, 31, 32, 63, 64, 95, 96, 128];
        for (uint256 i; i < sizes.length; ++i) {
            Digest model = Digest.wrap(keccak256(abi.encode("model", i)));
            for (uint256 n; n < sizes[i]; ++n) {
                offer(newcomer(), model, 0);
            }
            nextEpochButOne();
            uint256 limit = sizes[i] < 32 ? 1 : sizes[i] / 32;
            assertEq(stateOf(model).open, limit, "open");
            for (uint256 n; n < limit; ++n) {
                offer(newcomer(), model, uint8(n % 4));
            }
            assertEq(stateOf(model).open, 0, "full");
            revertsClosed(model);
        }
    }

    /// @dev Places of all classes count, and those of this epoch: who leaves makes no room.
    function test_entrance_leavingMakesNoRoom(uint256 leaving) public {
        leaving = bound(leaving, 0, 20);
        for (uint16 seat; seat < leaving; ++seat) {
            withdrawOffer(seat);
        }
        offer(newcomer(), 0);
        revertsClosed(MODEL);
        assertEq(stateOf(MODEL).open, 0, "full");
    }

    /// @dev Who went out enters as a stranger does: by one of the epoch's places, for the fee.
    function test_entrance_isNoOtherForWhoWasInBefore() public {
        withdrawOffer(3);
        offer(newcomer(), 0);
        vm.prank(signerOf(3));
        expectError(closed(MODEL));
        consensus.offer(3, MODEL, address(0), 0, 0);
        nextEpoch();
        uint64 before = balanceOf(3);
        offer(3, 0);
        assertEq(before - balanceOf(3), 3 * p.bond / 100, "two per cent and one for the epoch before");
    }

    /// @dev Whoever opens a list at the end of an epoch does not hold it: the next one is open to all, too.
    function test_entrance_isUnboundedInAListsFirstTwoEpochs() public {
        Digest model = Digest.wrap(keccak256("new"));
        vm.warp((epochNow() + 1) * p.epoch - 1);
        offer(newcomer(), model, 0);
        assertTrue(stateOf(model).isOpening, "opening");
        assertEq(stateOf(model).open, type(uint16).max - 1, "as many as like");
        vm.warp((epochNow() + 2) * p.epoch - 1);
        offer(newcomer(), model, 0);
        offer(newcomer(), model, 0);
        vm.warp(vm.getBlockTimestamp() + 1);
        assertTrue(!stateOf(model).isOpening, "open");
        assertEq(stateOf(model).open, 1, "one");
        offer(newcomer(), model, 0);
        revertsClosed(model);
    }

    /// @dev A list that everybody left does not open again.
    function test_entrance_ofAListThatEverybodyLeft(uint256 later) public {
        for (uint16 seat; seat < 20; ++seat) {
            withdrawOffer(seat);
        }
        nextEpoch();
        skip(bound(later, 0, 365 days));
        assertEq(stateOf(MODEL).open, 1, "one");
        offer(newcomer(), 0);
        revertsClosed(MODEL);
    }

    /// @dev Lists have nothing to do with each other.
    function test_entrance_isOfEachList() public {
        offer(newcomer(), 0);
        Digest other = Digest.wrap(keccak256("other"));
        offer(newcomer(), other, 0);
        offer(newcomer(), other, 0);
        assertEq(stateOf(other).entranceFee, entranceFee(), "no pressure there");
    }

    /* HOW MUCH */

    /// @dev One per cent more for each epoch in a row in which the list was full, a fifth of the bond at most.
    function test_entrance_costsMoreForEachFullEpochInARow() public {
        for (uint256 epochs; epochs < 25; ++epochs) {
            uint64 percent = uint64(epochs < 18 ? 2 + epochs : 20);
            assertEq(stateOf(MODEL).entranceFee, percent * p.bond / 100, "what it would cost");
            uint16 seat = newcomer();
            uint256 sink = consensus.owedSink();
            uint64 before = balanceOf(seat);
            vm.prank(signerOf(seat));
            vm.expectEmit(address(consensus));
            emit IPlaces.Offered(seat, listOf(MODEL), 0, percent * p.bond / 100, epochNow() + 1);
            consensus.offer(seat, MODEL, address(0), 0, 0);
            assertEq(before - balanceOf(seat), percent * p.bond / 100, "paid");
            assertEq(consensus.owedSink() - sink, percent * p.bond / 100, "to the sink");
            nextEpoch();
        }
    }

    /// @dev All who enter in an epoch pay the same.
    function test_entrance_costsTheSameWithinAnEpoch() public {
        for (uint256 i; i < 3; ++i) {
            offer(newcomer(), 0);
            nextEpoch();
        }
        Digest model = Digest.wrap(keccak256("of 64"));
        for (uint256 i; i < 64; ++i) {
            offer(newcomer(), model, 0);
        }
        nextEpochButOne();
        uint64 fee = stateOf(model).entranceFee;
        offer(newcomer(), model, 0);
        assertEq(stateOf(model).entranceFee, fee, "the second");
    }

    /// @dev An epoch that was not full takes one per cent off for each that passed.
    function testFuzz_entrance_quietEpochsTakePressureOff(uint256 full, uint256 quiet) public {
        (full, quiet) = (bound(full, 1, 22), bound(quiet, 1, 25));
        for (uint256 i; i < full; ++i) {
            offer(newcomer(), 0);
            nextEpoch();
        }
        uint256 pressure = full < 18 ? full : 18;
        assertEq(stateOf(MODEL).entranceFee, (2 + pressure) * p.bond / 100, "under pressure");
        for (uint256 i; i < quiet; ++i) {
            nextEpoch();
        }
        // The last of the full epochs counts no more: what was paid in it was one less.
        uint256 paid = full - 1 < 18 ? full - 1 : 18;
        uint256 left = paid > quiet + 1 ? paid - quiet - 1 : 0;
        assertEq(stateOf(MODEL).entranceFee, (2 + left) * p.bond / 100, "after a while");
        uint16 seat = newcomer();
        uint64 before = balanceOf(seat);
        offer(seat, 0);
        assertEq(before - balanceOf(seat), (2 + left) * p.bond / 100, "paid");
    }

    /// @dev Full by fewer than can enter is not full.
    function test_entrance_isUnderNoPressureUntilItIsFull() public {
        Digest model = Digest.wrap(keccak256("of 64"));
        for (uint256 i; i < 64; ++i) {
            offer(newcomer(), model, 0);
        }
        nextEpochButOne();
        offer(newcomer(), model, 0);
        nextEpoch();
        assertEq(stateOf(model).entranceFee, entranceFee(), "one of two");
        offer(newcomer(), model, 0);
        offer(newcomer(), model, 0);
        nextEpoch();
        assertEq(stateOf(model).entranceFee, 3 * p.bond / 100, "both");
    }

    /// @dev However many entered while the list opened: there was no limit to reach.
    function test_entrance_openingMakesNoPressure() public view {
        assertEq(stateOf(MODEL).entranceFee, entranceFee(), "two per cent");
    }

    /* WHAT IT IS FOR */

    /// @dev A stranger who takes every place that opens needs 46 epochs to be 70 % of a list of 20, and pays for them.
    function test_entrance_aListCannotChangeHandsQuickly() public {
        (uint256 epochs, uint256 foreign, uint256 fees) = (0, 0, 0);
        while (foreign * 10 < 7 * (20 + foreign)) {
            while (stateOf(MODEL).open != 0) {
                fees += stateOf(MODEL).entranceFee;
                offer(newcomer(), 0);
                ++foreign;
            }
            nextEpoch();
            ++epochs;
        }
        // From 64 places on two enter an epoch.
        assertEq(foreign, 48, "of 68");
        assertEq(epochs, 46, "epochs");
        assertGe(fees, 7 * uint256(p.bond), "more than seven bonds of fees");
        assertEq(consensus.placesOf(listOf(MODEL), 0, false).length, 68, "the list");
    }

    /* HELPERS */

    function newcomer() private returns (uint16) {
        return join(joined++);
    }

    function stateOf(Digest model) private view returns (ListState memory) {
        return consensus.getList(listOf(model));
    }

    function closed(Digest model) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(IConsensusErrors.EntranceClosed.selector, listOf(model), (epochNow() + 1) * p.epoch);
    }

    function revertsClosed(Digest model) private {
        uint16 seat = newcomer();
        vm.prank(signerOf(seat));
        expectError(closed(model));
        consensus.offer(seat, model, address(0), 0, 0);
    }
}
