// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Lists that a few seats hold.
contract SmallListsTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 3;
    }

    /// @dev A cartel with a quorum of a list that is too small for appeals asks itself and lies. Its fee comes back but
    /// for the honest member's share and the cut, and the honest member loses that share.
    function test_P4_bleedingASmallListCostsItsMakerAsMuch(uint256 share) public {
        Terms memory terms = askFor(3, uint64(bound(share, p.minimumShare, hardSlash())));
        assertEq(taskOf(terms).appealable, false, "nobody can appeal");
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        Digest[] memory outputs = outputsOf(3, LIE);
        outputs[2] = TRUTH;
        settled(terms, outputs);
        uint256 lost = before[2] - balanceOf(seats[2]);
        uint256 earned = uint256(balanceOf(seats[0])) - before[0] + balanceOf(seats[1]) - before[1];
        uint256 cut = earned * p.protocolFeeBps / 10_000;
        assertGe(feeOf(terms.order) - earned + cut, lost, "what it cost the maker");
    }

    /// @dev Whoever opens a list at the last second of an epoch has had it for itself for a second only: in the next
    /// one the honest still enter as many as they are, for the same fee.
    function test_P5_whoOpensAListFirstDoesNotHoldIt() public {
        Digest model = Digest.wrap(keccak256("a model that somebody else serves first"));
        vm.warp((epochNow() + 1) * p.epoch - 1);
        uint256 squattersPaid;
        for (uint256 i; i < 16; ++i) {
            squattersPaid += entered(join(100 + i), model);
        }
        nextEpoch();
        uint256 honestPaid;
        for (uint256 i; i < 32; ++i) {
            honestPaid += entered(join(200 + i), model);
        }
        assertEq(honestPaid, 2 * squattersPaid, "a place costs the honest as much");
        nextEpoch();
        assertEq(consensus.placesOf(listOf(model), 0, false).length, 48, "the honest are as many as they like");
        uint16 late = join(300);
        offer(late, model, 0);
        assertEq(consensus.getList(listOf(model)).open, 0, "from here on, one an epoch");
    }

    function entered(uint16 seat, Digest model) private returns (uint256 paid) {
        uint64 before = balanceOf(seat);
        offer(seat, model, 0);
        return before - balanceOf(seat);
    }
}
